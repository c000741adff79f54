package dev.zips3.function;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The image from which a ZIP was made. It is stored in the ZIP's metadata, so no second system has to keep the order of
 * uploads.
 *
 * @param sequencer of the upload's event; empty if the event had none, or if this function did not write the object
 * @param eTag of the image, without quotes; empty if this function did not write the object
 */
record Provenance(Optional<Sequencer> sequencer, Optional<String> eTag) {

    /** How an existing ZIP relates to the image that was just read. */
    enum Order {
        /** An older upload's ZIP: overwrite it. */
        OLDER,
        /** The ZIP of this upload or of a newer one: keep it. */
        SAME_OR_NEWER,
        /** The metadata does not say which is newer: look at the image again. */
        UNKNOWN
    }

    private static final String SEQUENCER = "source-sequencer";
    private static final String ETAG = "source-etag";

    /**
     * Returns the user metadata of the ZIP. S3 sends each name with the prefix {@code x-amz-meta-}, which the SDK adds
     * and removes.
     */
    Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        sequencer.ifPresent(s -> metadata.put(SEQUENCER, s.hex()));
        eTag.ifPresent(e -> metadata.put(ETAG, e));
        return metadata;
    }

    static Provenance from(Map<String, String> metadata) {
        return new Provenance(Sequencer.of(metadata.get(SEQUENCER)), Optional.ofNullable(metadata.get(ETAG)));
    }

    /** Returns whether the metadata names no image, because this function did not write the object. */
    boolean isForeign() {
        return sequencer.isEmpty() && eTag.isEmpty();
    }

    /** Compares sequencers if both have one. Otherwise only the same ETag shows that the ZIP is of this image. */
    Order relativeTo(Provenance image) {
        if (sequencer.isPresent() && image.sequencer.isPresent()) {
            return sequencer.get().isOlderThan(image.sequencer.get()) ? Order.OLDER : Order.SAME_OR_NEWER;
        }
        return eTag.isPresent() && eTag.equals(image.eTag) ? Order.SAME_OR_NEWER : Order.UNKNOWN;
    }
}
