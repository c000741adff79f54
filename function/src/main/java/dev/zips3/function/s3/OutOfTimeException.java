package dev.zips3.function.s3;

/** Only the reserve of a {@link Deadline} is left. Retryable, but not in this invocation. */
public final class OutOfTimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfTimeException() {
        super("not enough of the invocation's time is left");
    }
}
