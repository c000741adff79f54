package dev.zips3.function;

/** Permanent: the record is no image of the stack's bucket and never will be, so nothing retries it. */
final class IgnoredRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param reason for the log line */
    IgnoredRecordException(String reason) {
        super(reason);
    }
}
