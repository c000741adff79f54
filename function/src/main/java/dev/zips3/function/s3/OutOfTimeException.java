package dev.zips3.function.s3;

/** Retryable, but not in this invocation: what is left of its time is kept for the abort. */
public final class OutOfTimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfTimeException() {
        super("not enough of the invocation's time is left");
    }
}
