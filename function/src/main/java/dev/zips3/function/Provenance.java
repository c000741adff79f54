package dev.zips3.function;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which image a ZIP was made of. It travels in the ZIP's own metadata, so that the order of events is kept where the
 * data is and no second system is needed.
 *
 * @param sequencer the event's; empty if it had none, or if the ZIP was put there by somebody else
 * @param eTag the image's, without quotes
 */
record Provenance(Optional<Sequencer> sequencer, Optional<String> eTag) {

    /** How the ZIP that is there stands to the image that was just read. */
    enum Order {
        /** It is of an older upload and has to give way. */
        OLDER,
        /** It is of this upload or a newer one and has to stay. */
        SAME_OR_NEWER,
        /** It does not say: only the image as it is now can tell. */
        UNKNOWN
    }

    private static final String SEQUENCER = "source-sequencer";
    private static final String ETAG = "source-etag";

    /** S3 sends user metadata with the prefix {@code x-amz-meta-}; the SDK adds and removes it. */
    Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        sequencer.ifPresent(s -> metadata.put(SEQUENCER, s.hex()));
        eTag.ifPresent(e -> metadata.put(ETAG, e));
        return metadata;
    }

    static Provenance from(Map<String, String> metadata) {
        return new Provenance(Sequencer.of(metadata.get(SEQUENCER)), Optional.ofNullable(metadata.get(ETAG)));
    }

    /** Whether the object says nothing of an image: then it is not of this function. */
    boolean isForeign() {
        return sequencer.isEmpty() && eTag.isEmpty();
    }

    /** By sequencer where both have one; else only the very same content is sure to be right. */
    Order relativeTo(Provenance image) {
        if (sequencer.isPresent() && image.sequencer.isPresent()) {
            return sequencer.get().isOlderThan(image.sequencer.get()) ? Order.OLDER : Order.SAME_OR_NEWER;
        }
        return eTag.isPresent() && eTag.equals(image.eTag) ? Order.SAME_OR_NEWER : Order.UNKNOWN;
    }
}
