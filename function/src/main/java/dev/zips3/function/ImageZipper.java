package dev.zips3.function;

import dev.zips3.function.s3.Deadline;
import dev.zips3.function.s3.ObjectTarget;
import dev.zips3.function.s3.OutOfTimeException;
import dev.zips3.function.s3.PartSize;
import dev.zips3.function.s3.S3Error;
import dev.zips3.function.s3.S3ObjectReader;
import dev.zips3.function.s3.S3ObjectWriter;
import dev.zips3.function.zip.ZipWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Zips one image: open it, compress it, publish the ZIP.
 *
 * <p>S3 delivers an event at least once and in any order. The function reads the image only while it is still the
 * event's image, and writes the ZIP only over nothing or over an older ZIP. So the ZIP that stays is the newest
 * image's.
 */
final class ImageZipper {

    /** Each request inside an attempt has the client's own retries, with backoff, so an attempt needs no pause. */
    static final int MAX_ATTEMPTS = 5;

    private final S3Client s3;
    private final Settings settings;
    private final ExecutorService uploads;
    private final PartSize partSize;

    /** @param uploads runs the upload of one part at a time */
    ImageZipper(S3Client s3, Settings settings, ExecutorService uploads, PartSize partSize) {
        this.s3 = s3;
        this.settings = settings;
        this.uploads = uploads;
        this.partSize = partSize;
    }

    /**
     * Zips the image, and retries transient errors while there is time for one more attempt: it can take as long as the
     * longest attempt so far.
     *
     * @throws IOException if the image's bytes did not arrive as announced, or other writers of the ZIP kept winning
     * @throws SdkException if S3 answers with an error or does not answer
     * @throws OutOfTimeException if the deadline leaves no time for the next request
     */
    Outcome zip(UploadedImage image, Deadline deadline) throws IOException {
        S3Client timed = deadline.limit(s3);
        Duration longest = Duration.ZERO;
        for (int attempt = 1; ; attempt++) {
            Duration before = deadline.forWork();
            try {
                return zipOnce(timed, image, deadline);
            } catch (IOException | SdkException e) {
                Duration left = deadline.forWork();
                Duration taken = before.minus(left);
                longest = taken.compareTo(longest) > 0 ? taken : longest;
                if (attempt == MAX_ATTEMPTS || !isTransient(e) || left.compareTo(longest) <= 0) {
                    throw e;
                }
            }
        }
    }

    private Outcome zipOnce(S3Client timed, UploadedImage image, Deadline deadline) throws IOException {
        String zipKey = image.zipKey(settings);
        S3ObjectReader opened;
        try {
            opened = S3ObjectReader.open(
                    timed, settings.bucket(), settings.bucketOwner(), image.key(), image.versionId(), image.eTag());
        } catch (S3Exception e) {
            return outcomeWithoutImage(e);
        }
        try (S3ObjectReader reader = opened) {
            Provenance source = new Provenance(image.sequencer(), Optional.of(reader.eTag()));
            ObjectTarget target =
                    new ObjectTarget(settings.bucket(), settings.bucketOwner(), zipKey, source.metadata());
            long maxSize = ZipWriter.maxSize(image.entryName(), reader.size());
            try (S3ObjectWriter writer = new S3ObjectWriter(timed, target, maxSize, partSize, uploads);
                    ZipWriter zip = new ZipWriter(writer, image.entryName(), reader.lastModified(), reader.size())) {
                reader.copyTo(zip, deadline);
                long bytesOut = zip.finish();
                return new ZipPublisher(timed, settings, image.key(), zipKey, source)
                        .publish(writer, reader.size(), bytesOut);
            }
        }
    }

    private static Outcome outcomeWithoutImage(S3Exception e) {
        return switch (S3Error.of(e)) {
            case MISSING -> Outcome.gone();
            case CONDITION_FAILED -> Outcome.superseded();
            default -> throw e;
        };
    }

    /** An interrupted thread has to stop, so nothing that it meets is worth a retry. */
    private static boolean isTransient(Exception e) {
        if (Thread.currentThread().isInterrupted()) {
            return false;
        }
        return e instanceof S3Exception error
                ? S3Error.of(error) == S3Error.TRANSIENT
                : e instanceof IOException || e instanceof SdkClientException;
    }
}
