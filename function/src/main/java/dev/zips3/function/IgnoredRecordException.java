package dev.zips3.function;

/** The record is not an upload of an image to the stack's bucket. This is permanent, so nothing retries the record. */
final class IgnoredRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param reason for the log line */
    IgnoredRecordException(String reason) {
        super(reason);
    }
}
