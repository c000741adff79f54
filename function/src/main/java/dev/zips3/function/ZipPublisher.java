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
 * The rule by which a ZIP gets its place: where there is none, or one of an older upload, or an object of somebody
 * else.
 *
 * <p>Every write is conditional on what was seen there, so no other write can come between unnoticed. Where sequencers
 * cannot tell which of two images is newer, the image is looked at once more <em>after</em> the ZIP: is it still the
 * one that was read, then at that time the ZIP in place was not of a newer one; and whoever uploads a newer one
 * afterwards has an event whose write will find this one.
 */
final class ZipPublisher {

    /** Another write came first; or ours did, and was repeated because its answer was lost. */
    private static final Set<S3Error> SAYS_LOOK =
            EnumSet.of(S3Error.CONDITION_FAILED, S3Error.MISSING, S3Error.CONFLICT);

    /** Each further one means that yet another write of the same ZIP came between. */
    private static final int MOST_WRITES = 5;

    private final S3Client s3;
    private final Settings settings;
    private final UploadedImage upload;
    private final String zipKey;
    private final Provenance image;

    /** @param image what was read, which becomes the ZIP's metadata */
    ZipPublisher(S3Client s3, Settings settings, UploadedImage upload, String zipKey, Provenance image) {
        this.s3 = s3;
        this.settings = settings;
        this.upload = upload;
        this.zipKey = zipKey;
        this.image = image;
    }

    /**
     * Writes the ZIP, or finds why not to.
     *
     * @param sink has the whole ZIP
     * @return empty if other writes came between, so that all of it has to be done again
     */
    Optional<Outcome> of(S3ObjectWriter sink, long bytesIn, long bytesOut) throws IOException {
        WriteCondition condition = WriteCondition.ifAbsent();
        boolean overForeign = false;
        for (int write = 1; write <= MOST_WRITES; write++) {
            try {
                sink.complete(condition);
                Outcome zipped = Outcome.zipped(zipKey, bytesIn, bytesOut);
                return Optional.of(overForeign ? zipped.overForeign() : zipped);
            } catch (S3Exception e) {
                if (!SAYS_LOOK.contains(S3Error.of(e))) {
                    throw e;
                }
            }
            Optional<HeadObjectResponse> present = head(zipKey);
            Optional<Outcome> kept = present.flatMap(zip -> whyItStays(zip, bytesIn));
            if (kept.isPresent() || !sink.canComplete()) {
                return kept;
            }
            overForeign = present.isPresent()
                    && Provenance.from(present.get().metadata()).isForeign();
            condition = present.map(zip -> WriteCondition.ifMatch(zip.eTag())).orElseGet(WriteCondition::ifAbsent);
        }
        return Optional.empty();
    }

    private Optional<Outcome> whyItStays(HeadObjectResponse zip, long bytesIn) {
        return switch (Provenance.from(zip.metadata()).relativeTo(image)) {
            case OLDER -> Optional.empty();
            case SAME_OR_NEWER -> Optional.of(Outcome.upToDate(zipKey, bytesIn));
            case UNKNOWN -> imageIsStillTheSame() ? Optional.empty() : Optional.of(Outcome.superseded());
        };
    }

    private boolean imageIsStillTheSame() {
        return head(upload.key()).map(now -> now.eTag().replace("\"", "")).equals(image.eTag());
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
