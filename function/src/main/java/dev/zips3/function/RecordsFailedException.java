package dev.zips3.function;

import java.util.List;

/** At least one record failed, after all were tried. It ends the invocation, so Lambda delivers the event again. */
public final class RecordsFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param failures at least one; the first becomes the cause, the others are suppressed
     * @param records number of records in the event
     */
    RecordsFailedException(List<RedactedException> failures, int records) {
        super(
                failures.size() + " of " + records + " records failed, the first: "
                        + failures.get(0).getMessage(),
                failures.get(0));
        failures.subList(1, failures.size()).forEach(this::addSuppressed);
    }
}
