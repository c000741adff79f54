package dev.zips3.function;

/**
 * What became of one record.
 *
 * @param reason empty for {@link Kind#ZIPPED}, unless somebody else's object had to give way
 * @param zipKey of the ZIP, for {@link Kind#ZIPPED} and {@link Kind#UP_TO_DATE}; else empty
 * @param bytesIn of the image, as far as it was read
 * @param bytesOut of the ZIP; 0 if none was written
 */
record Outcome(Kind kind, String reason, String zipKey, long bytesIn, long bytesOut) {

    enum Kind {
        /** The ZIP of this image was written. */
        ZIPPED,
        /** The ZIP of this image, or of a newer one, is there already. */
        UP_TO_DATE,
        /** The image was overwritten since; the newer one has its own event. */
        SUPERSEDED,
        /** The image was deleted since. */
        GONE,
        /** Not an image of ours, and never will be. */
        IGNORED,
        /** Something broke; the invocation fails, Lambda tries again and at last tells the failure queue. */
        FAILED
    }

    static Outcome zipped(String zipKey, long bytesIn, long bytesOut) {
        return new Outcome(Kind.ZIPPED, "", zipKey, bytesIn, bytesOut);
    }

    /** The same, in the place of an object that was not of this function. */
    Outcome overForeign() {
        return new Outcome(kind, "replaced an object that somebody else put there", zipKey, bytesIn, bytesOut);
    }

    static Outcome upToDate(String zipKey, long bytesIn) {
        return new Outcome(Kind.UP_TO_DATE, "the ZIP of this or a newer upload is there", zipKey, bytesIn, 0);
    }

    static Outcome superseded() {
        return new Outcome(
                Kind.SUPERSEDED, "the image was overwritten since, and that has an event of its own", "", 0, 0);
    }

    static Outcome gone() {
        return new Outcome(Kind.GONE, "the image was deleted since", "", 0, 0);
    }

    static Outcome ignored(String reason) {
        return new Outcome(Kind.IGNORED, reason, "", 0, 0);
    }

    static Outcome failed(Exception cause) {
        return new Outcome(Kind.FAILED, cause.toString(), "", 0, 0);
    }
}
