package dev.zips3.local.lambda.queue;

import java.util.Optional;

/** How an event ended after all its tries. */
public sealed interface EventOutcome {

    Delivery delivery();

    /** How often the function ran. */
    int attempts();

    /** The last try gave a response. */
    record Succeeded(Delivery delivery, int attempts, InvocationResult.Success success) implements EventOutcome {}

    /**
     * There will be no further try.
     *
     * @param condition {@code RetriesExhausted} or {@code EventAgeExceeded}
     * @param lastFailure empty when the event grew too old before its first try
     */
    record Exhausted(Delivery delivery, int attempts, String condition, Optional<InvocationResult.Failure> lastFailure)
            implements EventOutcome {}
}
