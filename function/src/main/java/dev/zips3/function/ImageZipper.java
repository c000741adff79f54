package dev.zips3.function;

import dev.zips3.function.s3.Deadline;
import dev.zips3.function.s3.DeadlineS3Client;
import dev.zips3.function.s3.ObjectTarget;
import dev.zips3.function.s3.OutOfTimeException;
import dev.zips3.function.s3.PartSize;
import dev.zips3.function.s3.S3Error;
import dev.zips3.function.s3.S3ObjectReader;
import dev.zips3.function.s3.S3ObjectWriter;
import dev.zips3.function.zip.ZipWriter;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The way of one image: read it, compress it, write its ZIP unless there is a newer one.
 *
 * <p>S3 delivers an event at least once and in any order. The image is read only while it is still the event's, and its
 * ZIP is written only where there is none or an older one; so whatever is delivered, the ZIP that stays is that of the
 * newest image.
 */
final class ImageZipper {

    private final S3Client s3;
    private final Settings settings;
    private final ExecutorService uploads;
    private final PartSize partSize;

    /** @param uploads carries the part that is in flight */
    ImageZipper(S3Client s3, Settings settings, ExecutorService uploads, PartSize partSize) {
        this.s3 = s3;
        this.settings = settings;
        this.uploads = uploads;
        this.partSize = partSize;
    }

    /**
     * Tries again, as long as there is time, what may be different the next time.
     *
     * @throws IOException if the image's bytes did not come as announced, or other writers of the same ZIP kept winning
     * @throws SdkException if S3 refuses or does not answer
     * @throws OutOfTimeException if too little of the deadline is left
     */
    Outcome zip(UploadedImage upload, Deadline deadline) throws IOException {
        ZipName name = ZipName.of(upload.key(), settings);
        S3Client timed = new DeadlineS3Client(s3, deadline);
        Attempts attempts = new Attempts(deadline);
        do {
            attempts.begin();
            try {
                Optional<Outcome> outcome = attempt(timed, upload, name, deadline);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            } catch (IOException | SdkException e) {
                if (!mayPass(e) || !attempts.anotherFits()) {
                    throw e;
                }
            }
        } while (attempts.anotherFits());
        throw new IOException("other writes of this ZIP kept winning");
    }

    /** Tries once. Empty if other writes of the ZIP came between. */
    private Optional<Outcome> attempt(S3Client timed, UploadedImage upload, ZipName name, Deadline deadline)
            throws IOException {
        S3ObjectReader opened;
        try {
            opened = S3ObjectReader.open(
                    timed, settings.bucket(), settings.bucketOwner(), upload.key(), upload.versionId(), upload.eTag());
        } catch (S3Exception e) {
            return Optional.of(
                    switch (S3Error.of(e)) {
                        case MISSING -> Outcome.gone();
                        case CONDITION_FAILED -> Outcome.superseded();
                        default -> throw e;
                    });
        }
        try (S3ObjectReader image = opened) {
            return write(timed, upload, name, image, deadline);
        }
    }

    private Optional<Outcome> write(
            S3Client timed, UploadedImage upload, ZipName name, S3ObjectReader image, Deadline deadline)
            throws IOException {
        long size = image.size();
        Provenance source = new Provenance(upload.sequencer(), Optional.of(image.eTag()));
        ObjectTarget target =
                new ObjectTarget(settings.bucket(), settings.bucketOwner(), name.key(), source.metadata());
        long bound = ZipWriter.maxSize(name.entry(), size);
        try (S3ObjectWriter sink = new S3ObjectWriter(timed, target, bound, partSize.of(bound), uploads);
                ZipWriter entry = new ZipWriter(sink, name.entry(), image.lastModified(), size)) {
            image.copyTo(entry, deadline);
            long written = entry.finish();
            return new ZipPublisher(timed, settings, upload, name.key(), source).of(sink, size, written);
        }
    }

    /** Whether it may be different the next time; a thread that was told to stop is not told otherwise. */
    private static boolean mayPass(Exception e) {
        if (Thread.currentThread().isInterrupted()) {
            return false;
        }
        return e instanceof S3Exception refused
                ? S3Error.of(refused) == S3Error.TRANSIENT
                : e instanceof IOException || e instanceof SdkClientException;
    }
}
