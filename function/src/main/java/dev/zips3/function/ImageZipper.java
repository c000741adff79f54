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
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Zips one image: open it, compress it, publish the ZIP.
 *
 * <p>S3 delivers an event at least once and in any order. The function reads the image only if it is still the one that
 * the event names, and it never overwrites the ZIP of a newer image. So the last ZIP is that of the newest image.
 */
final class ImageZipper {

    /** There is no pause between attempts: the SDK retries each request of an attempt, and waits before each retry. */
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
     * Zips the image. After a transient error it starts again, if as much time is left as the longest attempt took. An
     * exception has that of the attempt before as a suppressed one, or the reason of the first would be lost.
     *
     * @throws IOException if the image was not read completely, or other writes of the ZIP were faster each time
     * @throws SdkException if S3 answers with an error or does not answer
     * @throws OutOfTimeException if no time is left for the next request
     */
    Outcome zip(UploadedImage image, Deadline deadline) throws IOException {
        S3Client limitedS3 = deadline.limit(s3);
        ZipPublisher publisher = new ZipPublisher(limitedS3, settings, image);
        Duration longest = Duration.ZERO;
        Exception previous = null;
        for (int attempt = 1; ; attempt++) {
            Duration before = deadline.forWork();
            try {
                return zipOnce(limitedS3, image, publisher, deadline);
            } catch (IOException | SdkException | OutOfTimeException e) {
                // An exception cannot suppress itself, and a client may throw one object twice.
                if (previous != null && previous != e) {
                    e.addSuppressed(previous);
                }
                previous = e;
                Duration left = deadline.forWork();
                Duration taken = before.minus(left);
                longest = taken.compareTo(longest) > 0 ? taken : longest;
                if (attempt == MAX_ATTEMPTS || !isTransient(e) || left.compareTo(longest) <= 0) {
                    throw e;
                }
            }
        }
    }

    private Outcome zipOnce(S3Client limitedS3, UploadedImage image, ZipPublisher publisher, Deadline deadline)
            throws IOException {
        S3ObjectReader opened;
        try {
            opened = S3ObjectReader.open(
                    limitedS3, settings.bucket(), settings.bucketOwner(), image.key(), image.versionId(), image.eTag());
        } catch (S3Exception e) {
            return outcomeWithoutImage(e);
        }
        try (S3ObjectReader reader = opened) {
            Provenance source = Provenance.of(image, reader.eTag());
            ObjectTarget target = new ObjectTarget(
                    settings.bucket(), settings.bucketOwner(), image.zipKey(settings), source.metadata());
            String upload = image.sequencer().map(Sequencer::hex).orElse("");
            long maxSize = ZipWriter.maxSize(image.entryName(), upload, reader.size());
            try (S3ObjectWriter writer = new S3ObjectWriter(limitedS3, target, maxSize, partSize, uploads);
                    ZipWriter zip =
                            new ZipWriter(writer, image.entryName(), reader.lastModified(), upload, reader.size())) {
                reader.copyTo(zip, deadline);
                long bytesOut = zip.finish();
                return publisher.publish(writer, source, reader.size(), bytesOut);
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

    /**
     * Returns whether a retry may succeed. On an interrupted thread nothing is retried, because the thread has to stop.
     */
    private static boolean isTransient(Exception e) {
        if (Thread.currentThread().isInterrupted()) {
            return false;
        }
        return e instanceof S3Exception error
                ? S3Error.of(error) == S3Error.TRANSIENT
                : e instanceof IOException || e instanceof SdkClientException;
    }
}
