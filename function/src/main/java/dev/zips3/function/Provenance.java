package dev.zips3.function;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which image a ZIP was made of. The ZIP's own metadata carries it, so the order of uploads needs no second system.
 *
 * @param sequencer the event's; empty if it had none, or if this function did not write the object
 * @param eTag the image's, without quotes
 */
record Provenance(Optional<Sequencer> sequencer, Optional<String> eTag) {

    /** How an existing ZIP relates to the image that was just read. */
    enum Order {
        /** An older upload's ZIP: overwrite it. */
        OLDER,
        /** The ZIP of this upload or of a newer one: keep it. */
        SAME_OR_NEWER,
        /** The metadata do not say: look at the image again. */
        UNKNOWN
    }

    private static final String SEQUENCER = "source-sequencer";
    private static final String ETAG = "source-etag";

    /** User metadata: S3 sends each name with the prefix {@code x-amz-meta-}, which the SDK adds and removes. */
    Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        sequencer.ifPresent(s -> metadata.put(SEQUENCER, s.hex()));
        eTag.ifPresent(e -> metadata.put(ETAG, e));
        return metadata;
    }

    static Provenance from(Map<String, String> metadata) {
        return new Provenance(Sequencer.of(metadata.get(SEQUENCER)), Optional.ofNullable(metadata.get(ETAG)));
    }

    /** Whether the object names no image: then this function did not write it. */
    boolean isForeign() {
        return sequencer.isEmpty() && eTag.isEmpty();
    }

    /** Compares sequencers if both have one; without them only the same ETag proves that the ZIP is right. */
    Order relativeTo(Provenance image) {
        if (sequencer.isPresent() && image.sequencer.isPresent()) {
            return sequencer.get().isOlderThan(image.sequencer.get()) ? Order.OLDER : Order.SAME_OR_NEWER;
        }
        return eTag.isPresent() && eTag.equals(image.eTag) ? Order.SAME_OR_NEWER : Order.UNKNOWN;
    }
}
