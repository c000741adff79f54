package dev.zips3.local.lambda.queue;

import java.time.Duration;
import java.util.Optional;

/** Follows the asynchronous invocations; called on their threads. */
public interface QueueListener {

    /**
     * The function runs.
     *
     * @param attempt 1 for the first
     */
    default void started(Delivery delivery, int attempt) {}

    /** The event is done. */
    default void succeeded(Delivery delivery, int attempt, InvocationResult.Success success) {}

    /**
     * A try failed.
     *
     * @param nextWait until the next try, as it is waited here; empty after the last
     */
    default void failed(
            Delivery delivery, int attempt, InvocationResult.Failure failure, Optional<Duration> nextWait) {}

    /**
     * There will be no further try.
     *
     * @param condition why, in the words of Lambda's record
     */
    default void exhausted(Delivery delivery, int attempts, String condition) {}
}
