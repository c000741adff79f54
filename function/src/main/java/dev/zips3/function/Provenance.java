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

    /**
     * Whether a ZIP of this provenance must give way to one of {@code other}. Where one of the two has no sequencer the
     * events cannot be ordered: then the image that was just read is the current one, and only a ZIP of the very same
     * bytes may stay.
     */
    boolean isOlderThan(Provenance other) {
        if (sequencer.isPresent() && other.sequencer.isPresent()) {
            return sequencer.get().isOlderThan(other.sequencer.get());
        }
        return eTag.isEmpty() || !eTag.equals(other.eTag);
    }
}
