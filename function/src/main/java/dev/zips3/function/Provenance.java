package dev.zips3.function;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The image from which a ZIP was made. It is stored in the ZIP's metadata, so no second system has to keep the order of
 * uploads.
 *
 * <p>S3 copies metadata with an object. The hash of the image's key shows that a ZIP was copied to another key, where
 * its sequencer means nothing. The key itself would not fit: S3 allows 2 KB of metadata in US-ASCII, and 1,024 bytes of
 * UTF-8 can need three times as much. An object without the hash, for example the ZIP of an earlier version of this
 * function, is foreign: it is overwritten only if the image is still the one that was read.
 *
 * @param keyHash SHA-256 of the image's key, in hexadecimal digits; empty if the object has none
 * @param sequencer of the upload's event; empty if the event had none, or if this function did not write the object
 * @param eTag of the image, without quotes; empty if this function did not write the object
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html">Object metadata</a>
 */
record Provenance(Optional<String> keyHash, Optional<Sequencer> sequencer, Optional<String> eTag) {

    /** How an existing ZIP relates to the image that was just read. */
    enum Order {
        /** An older upload's ZIP: overwrite it. */
        OLDER,
        /** The ZIP of this upload: keep it. */
        SAME,
        /** A newer upload's ZIP: keep it. */
        NEWER,
        /** The metadata does not say which is newer: look at the image again. */
        UNKNOWN
    }

    private static final String KEY_HASH = "source-key-sha256";
    private static final String SEQUENCER = "source-sequencer";
    private static final String ETAG = "source-etag";

    /** @param eTag of the image that was read, without quotes */
    static Provenance of(UploadedImage image, String eTag) {
        return new Provenance(Optional.of(sha256(image.key())), image.sequencer(), Optional.of(eTag));
    }

    static Provenance from(Map<String, String> metadata) {
        return new Provenance(
                Optional.ofNullable(metadata.get(KEY_HASH)),
                Sequencer.of(metadata.get(SEQUENCER)),
                Optional.ofNullable(metadata.get(ETAG)));
    }

    /**
     * Returns the user metadata of the ZIP. S3 sends each name with the prefix {@code x-amz-meta-}, which the SDK adds
     * and removes.
     */
    Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        keyHash.ifPresent(hash -> metadata.put(KEY_HASH, hash));
        sequencer.ifPresent(s -> metadata.put(SEQUENCER, s.hex()));
        eTag.ifPresent(e -> metadata.put(ETAG, e));
        return metadata;
    }

    /** Returns whether the object is not a ZIP that this function wrote for the image's key. */
    boolean isForeignTo(Provenance image) {
        return keyHash.isEmpty() || !keyHash.equals(image.keyHash);
    }

    /**
     * Compares sequencers if both have one. Equal sequencers order nothing, because an emulator may send the same one
     * always. Then, and if neither has a sequencer, the same ETag shows that the ZIP is of this image. If only one has
     * a sequencer, the ZIP is of another upload, also with the same ETag.
     */
    Order relativeTo(Provenance image) {
        if (isForeignTo(image) || sequencer.isPresent() != image.sequencer.isPresent()) {
            return Order.UNKNOWN;
        }
        if (sequencer.isPresent()) {
            Sequencer ofZip = sequencer.get();
            Sequencer ofImage = image.sequencer.get();
            if (ofZip.isOlderThan(ofImage)) {
                return Order.OLDER;
            }
            if (ofImage.isOlderThan(ofZip)) {
                return Order.NEWER;
            }
        }
        return eTag.isPresent() && eTag.equals(image.eTag) ? Order.SAME : Order.UNKNOWN;
    }

    private static String sha256(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
