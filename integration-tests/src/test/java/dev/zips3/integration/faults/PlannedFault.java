package dev.zips3.integration.faults;

/**
 * A fault of one request.
 *
 * @param repeated whether it strikes all later requests of that kind, too, until the event is delivered again
 */
record PlannedFault(S3Request at, Fault fault, Repeated repeated) {

    enum Repeated {
        ONCE,
        FROM_THEN_ON
    }

    boolean strikes(S3Request request) {
        return request.equals(at)
                || (repeated == Repeated.FROM_THEN_ON && request.call() == at.call() && request.number() > at.number());
    }
}
