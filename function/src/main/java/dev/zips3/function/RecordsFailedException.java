package dev.zips3.function;

import java.util.List;

/** Retryable: fails the invocation after every record was tried, so that Lambda delivers the event again. */
public final class RecordsFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param failures at least one; the first is the cause, the others are suppressed, all in a form safe to print */
    RecordsFailedException(List<Exception> failures, int records) {
        super(
                failures.size() + " of " + records + " records failed, the first: "
                        + SafeText.onOneLine(failures.get(0).toString()),
                SafeException.of(failures.get(0)));
        failures.subList(1, failures.size()).forEach(failure -> addSuppressed(SafeException.of(failure)));
    }
}
