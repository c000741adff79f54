package dev.zips3.integration.faults;

/**
 * A fault of one request.
 *
 * @param repetition whether it also breaks all later requests of the same kind, until the event is delivered again
 */
record PlannedFault(S3Request request, Fault fault, Repetition repetition) {

    enum Repetition {
        ONCE,
        FROM_THEN_ON
    }

    boolean breaks(S3Request other) {
        return other.equals(request)
                || (repetition == Repetition.FROM_THEN_ON
                        && other.call() == request.call()
                        && other.number() > request.number());
    }
}
