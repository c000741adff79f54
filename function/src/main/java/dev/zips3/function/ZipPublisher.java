package dev.zips3.function;

import dev.zips3.function.s3.S3Error;
import dev.zips3.function.s3.S3ObjectWriter;
import dev.zips3.function.s3.WriteCondition;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Publishes a ZIP under its key if the key has no object, or has the ZIP of an older upload, or an object that this
 * function did not write.
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
    private final Provenance source;

    /** @param source the image that was read, as the ZIP's metadata names it */
    ZipPublisher(S3Client s3, Settings settings, String imageKey, String zipKey, Provenance source) {
        this.s3 = s3;
        this.settings = settings;
        this.imageKey = imageKey;
        this.zipKey = zipKey;
        this.source = source;
    }

    /**
     * Publishes the ZIP, or keeps the object that the key has; the outcome says why.
     *
     * @param writer holds the complete ZIP
     * @throws IOException if other writes were faster each time, or S3 lost the upload: the image has to be read again
     */
    Outcome publish(S3ObjectWriter writer, long bytesIn, long bytesOut) throws IOException {
        WriteCondition condition = WriteCondition.ifAbsent();
        boolean replacesForeignObject = false;
        for (int write = 1; write <= MAX_WRITES && writer.canComplete(); write++) {
            try {
                writer.complete(condition);
                return replacesForeignObject
                        ? Outcome.zippedOverForeignObject(zipKey, bytesIn, bytesOut)
                        : Outcome.zipped(zipKey, bytesIn, bytesOut);
            } catch (S3Exception e) {
                if (!LOOK_AGAIN.contains(S3Error.of(e))) {
                    throw e;
                }
            }
            Optional<HeadObjectResponse> existing = head(zipKey);
            Optional<Outcome> kept = existing.flatMap(zip -> outcomeIfKept(zip, bytesIn));
            if (kept.isPresent()) {
                return kept.get();
            }
            replacesForeignObject = existing.isPresent()
                    && Provenance.from(existing.get().metadata()).isForeign();
            condition = existing.map(zip -> WriteCondition.ifMatch(zip.eTag())).orElseGet(WriteCondition::ifAbsent);
        }
        throw new IOException("other writes of this ZIP kept winning");
    }

    private Optional<Outcome> outcomeIfKept(HeadObjectResponse zip, long bytesIn) {
        return switch (Provenance.from(zip.metadata()).relativeTo(source)) {
            case OLDER -> Optional.empty();
            case SAME_OR_NEWER -> Optional.of(Outcome.upToDate(zipKey, bytesIn));
            case UNKNOWN -> imageIsUnchanged() ? Optional.empty() : Optional.of(Outcome.superseded());
        };
    }

    private boolean imageIsUnchanged() {
        return head(imageKey).map(now -> now.eTag().replace("\"", "")).equals(source.eTag());
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
