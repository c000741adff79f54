package dev.zips3.function.s3;

/** The {@link Deadline} leaves no time for a call or a read. Only a later invocation can retry. */
public final class OutOfTimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfTimeException() {
        super("not enough of the invocation's time is left");
    }
}
