package dev.zips3.function;

import java.util.List;

/** Retryable: fails the invocation after every record was tried, so that Lambda delivers the event again. */
final class RecordsFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param failures at least one; the first is the cause, the others are suppressed */
    RecordsFailedException(List<Exception> failures, int records) {
        super(failures.size() + " of " + records + " records failed, the first: " + failures.get(0), failures.get(0));
        failures.subList(1, failures.size()).forEach(this::addSuppressed);
    }
}
