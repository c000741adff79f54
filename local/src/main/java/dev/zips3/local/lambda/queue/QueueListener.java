package dev.zips3.local.lambda.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Receives what happens to the events in an {@link AsyncEventQueue}, on the threads of the queue.
 *
 * <p>The subject is the one that was submitted with the event. The request id is Lambda's; it stays the same through
 * all attempts.
 */
public interface QueueListener {

    /** The queue starts with events that the last run did not deliver. */
    default void eventsRestored(int count) {}

    /**
     * The function starts to work on an event.
     *
     * @param attempt 1 for the first
     */
    default void attemptStarted(String subject, String requestId, int attempt) {}

    /**
     * The function returned a response; the event is done.
     *
     * @param duration as in {@link InvocationResult}
     * @param cold as in {@link InvocationResult}
     */
    default void attemptSucceeded(String subject, String requestId, int attempt, Duration duration, boolean cold) {}

    /**
     * An attempt failed.
     *
     * @param errorType an exception's class or one of Lambda's own types, for example {@code Sandbox.Timedout}, or
     *     {@code Sandbox.Failure} if no process of the function can be started
     * @param nextDelay how long the event waits here for its next attempt; empty after the last
     */
    default void attemptFailed(
            String subject,
            String requestId,
            int attempt,
            String errorType,
            String errorMessage,
            Optional<Duration> nextDelay) {}

    /**
     * The event gets no further attempt.
     *
     * @param condition the reason in Lambda's words: {@code RetriesExhausted} or {@code EventAgeExceeded}
     */
    default void eventDiscarded(String subject, String requestId, int attempts, String condition) {}

    /**
     * A discarded event has an on-failure destination.
     *
     * @param json what Lambda would send there
     */
    default void failureRecorded(String json) {}

    /**
     * The queue was closed before these events were handled.
     *
     * @param directory keeps them for the next run; empty if they are lost
     */
    default void eventsNotDelivered(int count, Optional<Path> directory) {}
}
