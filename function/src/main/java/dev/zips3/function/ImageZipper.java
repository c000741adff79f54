package dev.zips3.function;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The way of one image: read it, compress it, write its ZIP unless there is a newer one.
 *
 * <p>S3 delivers an event at least once and in any order. The image is read only while it is still the event's, and its
 * ZIP is written only where there is none or an older one; so whatever is delivered, the ZIP that stays is that of the
 * newest image.
 */
final class ImageZipper {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    /** Each further one means that yet another write of the same ZIP came between. */
    private static final int MOST_ATTEMPTS = 5;

    private static final int READ_BUFFER = 64 * 1024;

    private final S3Client s3;
    private final Settings settings;
    private final ExecutorService uploads;
    private final long memory;

    /**
     * @param uploads carries the part that is in flight
     * @param memory bytes that the parts of one upload may take together
     */
    ImageZipper(S3Client s3, Settings settings, ExecutorService uploads, long memory) {
        this.s3 = s3;
        this.settings = settings;
        this.uploads = uploads;
        this.memory = memory;
    }

    /**
     * @throws IOException if the image's bytes did not come as announced, or other writers of the same ZIP kept winning
     * @throws software.amazon.awssdk.core.exception.SdkException if S3 refuses or does not answer, after the client's
     *     own retries
     */
    Outcome zip(Upload upload) throws IOException {
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            ResponseInputStream<GetObjectResponse> image;
            try {
                image = open(upload);
            } catch (NoSuchKeyException e) {
                return Outcome.gone();
            } catch (S3Exception e) {
                if (e.statusCode() == PRECONDITION_FAILED) {
                    return Outcome.superseded();
                }
                throw e;
            }
            Optional<Outcome> outcome = zip(upload, image);
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        throw new IOException("other writes of this ZIP won " + MOST_ATTEMPTS + " times");
    }

    private ResponseInputStream<GetObjectResponse> open(Upload upload) {
        return s3.getObject(r -> r.bucket(settings.bucket())
                .expectedBucketOwner(settings.bucketOwner())
                .key(upload.key())
                .checksumMode(ChecksumMode.ENABLED)
                .versionId(upload.versionId().orElse(null))
                .ifMatch(upload.eTag().map(eTag -> '"' + eTag + '"').orElse(null)));
    }

    /** @return empty if another write of the ZIP was under way, so that all of it has to be done again */
    private Optional<Outcome> zip(Upload upload, ResponseInputStream<GetObjectResponse> image) throws IOException {
        GetObjectResponse found = image.response();
        long size = found.contentLength();
        ZipName name = ZipName.of(upload.key(), settings);
        Provenance source =
                new Provenance(upload.sequencer(), Optional.of(found.eTag().replace("\"", "")));
        ObjectTarget target =
                new ObjectTarget(settings.bucket(), settings.bucketOwner(), name.key(), source.metadata());
        long bound = ZipEntryStream.bound(name.entry(), size);
        try (ObjectSink sink = new ObjectSink(s3, target, bound, PartSize.of(bound, memory), uploads);
                ZipEntryStream entry = new ZipEntryStream(sink, name.entry(), found.lastModified(), size)) {
            byte[] buffer = new byte[READ_BUFFER];
            for (int read = image.read(buffer); read >= 0; read = image.read(buffer)) {
                entry.write(buffer, 0, read);
            }
            return publish(sink, name.key(), source, size, entry.finish());
        } finally {
            // Closing would read an unfinished body to its end; a finished one has nothing to abort.
            image.abort();
        }
    }

    private Optional<Outcome> publish(ObjectSink sink, String zipKey, Provenance source, long bytesIn, long bytesOut)
            throws IOException {
        WriteCondition condition = WriteCondition.absent();
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            try {
                sink.complete(condition);
                return Optional.of(Outcome.zipped(zipKey, bytesIn, bytesOut));
            } catch (S3Exception e) {
                if (e.statusCode() == CONFLICT) {
                    return Optional.empty();
                }
                if (e.statusCode() != PRECONDITION_FAILED && e.statusCode() != NOT_FOUND) {
                    throw e;
                }
            }
            // It need not be another's ZIP: a write that succeeded without our hearing of it is refused when repeated.
            Optional<HeadObjectResponse> present = look(zipKey);
            if (present.isPresent()
                    && !Provenance.from(present.get().metadata()).isOlderThan(source)) {
                return Optional.of(Outcome.upToDate(zipKey, bytesIn));
            }
            condition = present.map(zip -> WriteCondition.replacing(zip.eTag())).orElseGet(WriteCondition::absent);
        }
        return Optional.empty();
    }

    private Optional<HeadObjectResponse> look(String key) {
        try {
            return Optional.of(s3.headObject(r -> r.bucket(settings.bucket())
                    .expectedBucketOwner(settings.bucketOwner())
                    .key(key)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }
}
