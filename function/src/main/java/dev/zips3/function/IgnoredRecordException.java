package dev.zips3.function;

/** Permanent: the record will never be an image of ours, so it is ignored with a warning and not retried. */
final class IgnoredRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    IgnoredRecordException(String reason) {
        super(reason);
    }
}
