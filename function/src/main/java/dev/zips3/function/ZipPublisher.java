package dev.zips3.function;

import dev.zips3.function.s3.S3Error;
import dev.zips3.function.s3.S3ObjectWriter;
import dev.zips3.function.s3.WriteCondition;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Publishes the ZIP of one image under its key if the key has no object, or has the ZIP of an older upload, or an
 * object that this function did not write.
 *
 * <p>Every write has a condition: S3 refuses it if another write changed the key since the publisher looked at it.
 * Sequencers say which of two images is newer. Without them the publisher looks at the image again <em>after</em> it
 * looked at the ZIP. If it is still the image that was read, the ZIP cannot be that of a newer image. An image that is
 * uploaded later has its own event, and the write for that event finds this ZIP.
 */
final class ZipPublisher {

    /** Another write was first, or this write succeeded and the SDK repeated it because the response was lost. */
    private static final Set<S3Error> LOOK_AGAIN =
            EnumSet.of(S3Error.CONDITION_FAILED, S3Error.MISSING, S3Error.CONFLICT);

    /** Each write after the first means that another write of this key was faster. */
    private static final int MAX_WRITES = 5;

    private final S3Client s3;
    private final Settings settings;
    private final String imageKey;
    private final String zipKey;

    /** Kept over all attempts, because one attempt may find the ZIP that an earlier one wrote. */
    private boolean mayHaveWritten;

    private boolean replacesForeignObject;

    /** @throws IllegalArgumentException if the ZIP's key would be longer than S3 allows */
    ZipPublisher(S3Client s3, Settings settings, UploadedImage image) {
        this.s3 = s3;
        this.settings = settings;
        this.imageKey = image.key();
        this.zipKey = image.zipKey(settings);
    }

    /**
     * Publishes the ZIP, or keeps the object that the key has; the outcome says why.
     *
     * @param writer holds the complete ZIP
     * @param source the image that was read, as the ZIP's metadata names it
     * @throws IOException if other writes were faster each time, or S3 lost the upload: the image has to be read again
     */
    Outcome publish(S3ObjectWriter writer, Provenance source, long bytesIn, long bytesOut) throws IOException {
        WriteCondition condition = WriteCondition.ifAbsent();
        for (int write = 1; ; write++) {
            try {
                complete(writer, condition);
                return zipped(bytesIn, bytesOut);
            } catch (S3Exception e) {
                if (!LOOK_AGAIN.contains(S3Error.of(e))) {
                    throw e;
                }
                Optional<HeadObjectResponse> existing = head(zipKey);
                Optional<Outcome> kept = existing.flatMap(zip -> outcomeIfKept(zip, source, bytesIn));
                if (kept.isPresent()) {
                    return kept.get();
                }
                if (!writer.canComplete()) {
                    throw new IOException("S3 did not complete the multipart upload: " + e.getMessage(), e);
                }
                if (write == MAX_WRITES) {
                    throw new IOException("other writes of this ZIP kept winning: " + e.getMessage(), e);
                }
                replacesForeignObject = existing.isPresent()
                        && Provenance.from(existing.get().metadata()).isForeignTo(source);
                condition =
                        existing.map(zip -> WriteCondition.ifMatch(zip.eTag())).orElseGet(WriteCondition::ifAbsent);
            }
        }
    }

    private void complete(S3ObjectWriter writer, WriteCondition condition) throws IOException {
        try {
            writer.complete(condition);
        } catch (SdkException e) {
            mayHaveWritten |= mayHaveSucceeded(e);
            throw e;
        }
    }

    /** Only if S3 refused the write at the first try, it is certain that nothing was written. */
    private static boolean mayHaveSucceeded(SdkException e) {
        boolean refused = e instanceof S3Exception error && LOOK_AGAIN.contains(S3Error.of(error));
        boolean repeatedBySdk = e.numAttempts() != null && e.numAttempts() > 1;
        return !refused || repeatedBySdk;
    }

    private Optional<Outcome> outcomeIfKept(HeadObjectResponse zip, Provenance source, long bytesIn) {
        return switch (Provenance.from(zip.metadata()).relativeTo(source)) {
            case OLDER -> Optional.empty();
            case SAME -> Optional.of(outcomeOfSameZip(zip, bytesIn));
            case NEWER -> Optional.of(Outcome.upToDate(zipKey, bytesIn));
            case UNKNOWN -> outcomeIfImageChanged(source);
        };
    }

    /**
     * If a write had no response, its ZIP is reported as written. Another delivery of the event may have written it at
     * the same time. Nothing tells the two apart, and a ZIP that two deliveries report is better than one that none
     * does.
     */
    private Outcome outcomeOfSameZip(HeadObjectResponse zip, long bytesIn) {
        return mayHaveWritten ? zipped(bytesIn, zip.contentLength()) : Outcome.upToDate(zipKey, bytesIn);
    }

    private Outcome zipped(long bytesIn, long bytesOut) {
        return replacesForeignObject
                ? Outcome.zippedOverForeignObject(zipKey, bytesIn, bytesOut)
                : Outcome.zipped(zipKey, bytesIn, bytesOut);
    }

    private Optional<Outcome> outcomeIfImageChanged(Provenance source) {
        Optional<String> now = head(imageKey).map(image -> image.eTag().replace("\"", ""));
        if (now.isEmpty()) {
            return Optional.of(Outcome.gone());
        }
        return now.equals(source.eTag()) ? Optional.empty() : Optional.of(Outcome.superseded());
    }

    private Optional<HeadObjectResponse> head(String key) {
        try {
            return Optional.of(s3.headObject(r -> r.bucket(settings.bucket())
                    .expectedBucketOwner(settings.bucketOwner())
                    .key(key)));
        } catch (S3Exception e) {
            if (S3Error.of(e) == S3Error.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
