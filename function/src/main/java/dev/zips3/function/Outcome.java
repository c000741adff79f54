package dev.zips3.function;

/**
 * The result of one record.
 *
 * @param reason empty for {@link Kind#ZIPPED}, unless the ZIP replaced an object that is not a ZIP of this image
 * @param zipKey the ZIP's key for {@link Kind#ZIPPED} and {@link Kind#UP_TO_DATE}, else empty
 * @param bytesIn bytes of the image; 0 if it was not read
 * @param bytesOut bytes of the ZIP; 0 if none was written
 */
record Outcome(Kind kind, String reason, String zipKey, long bytesIn, long bytesOut) {

    enum Kind {
        /** The function wrote the ZIP of this image. */
        ZIPPED("INFO"),
        /** The ZIP of this image, or of a newer one, already exists. */
        UP_TO_DATE("INFO"),
        /** A newer image has the same key; it has its own event. */
        SUPERSEDED("INFO"),
        /** The image no longer exists. */
        GONE("INFO"),
        /** The record is not an upload of an image to the stack's bucket. */
        IGNORED("WARN"),
        /** The image was not zipped: the invocation fails, and Lambda retries it. */
        FAILED("ERROR");

        private final String level;

        Kind(String level) {
            this.level = level;
        }

        /** For the log line; Lambda can filter by it. */
        String level() {
            return level;
        }
    }

    static Outcome zipped(String zipKey, long bytesIn, long bytesOut) {
        return new Outcome(Kind.ZIPPED, "", zipKey, bytesIn, bytesOut);
    }

    static Outcome zippedOverForeignObject(String zipKey, long bytesIn, long bytesOut) {
        return new Outcome(
                Kind.ZIPPED, "replaced an object whose metadata does not name this image", zipKey, bytesIn, bytesOut);
    }

    static Outcome upToDate(String zipKey, long bytesIn) {
        return new Outcome(
                Kind.UP_TO_DATE, "the ZIP of this upload or of a newer one already exists", zipKey, bytesIn, 0);
    }

    static Outcome superseded() {
        return new Outcome(Kind.SUPERSEDED, "a newer upload replaced the image and has its own event", "", 0, 0);
    }

    static Outcome gone() {
        return new Outcome(Kind.GONE, "the image no longer exists", "", 0, 0);
    }

    static Outcome ignored(String reason) {
        return new Outcome(Kind.IGNORED, reason, "", 0, 0);
    }

    static Outcome failed(RedactedException cause) {
        return new Outcome(Kind.FAILED, cause.getMessage(), "", 0, 0);
    }
}
