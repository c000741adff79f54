package dev.zips3.function;

import java.util.List;

/** Retryable: fails the invocation after every record was tried, so that Lambda delivers the event again. */
public final class RecordsFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param failures at least one; the first becomes the cause, the others are suppressed
     * @param records how many the event has
     */
    RecordsFailedException(List<RedactedException> failures, int records) {
        super(
                failures.size() + " of " + records + " records failed, the first: "
                        + failures.get(0).getMessage(),
                failures.get(0));
        failures.subList(1, failures.size()).forEach(this::addSuppressed);
    }
}
