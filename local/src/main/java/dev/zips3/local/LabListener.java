package dev.zips3.local;

import java.time.Duration;
import java.util.Optional;

/**
 * Hears what happens in a running lab. The lab calls it on several threads, also at the same time.
 *
 * <p>The request id is Lambda's id of an event; it stays the same through all attempts.
 */
public interface LabListener {

    /**
     * The lab sent bytes of an upload to its S3, on the thread that called {@link Lab#put}. A repeated request counts
     * again.
     */
    default void bytesSent(String key, long bytes) {}

    /**
     * The function starts to work on an event.
     *
     * @param attempt 1 for the first
     */
    default void attemptStarted(String key, String requestId, int attempt) {}

    /**
     * The function wrote a line to its standard output or error.
     *
     * @param requestId empty while the function's process starts
     */
    default void lineWritten(Optional<String> requestId, String line) {}

    /**
     * The function responded.
     *
     * @param cold whether this was the first invocation of its process
     */
    default void attemptSucceeded(String key, String requestId, int attempt, Duration duration, boolean cold) {}

    /**
     * An attempt failed.
     *
     * @param errorType an exception's class or one of Lambda's own types, for example {@code Sandbox.Timedout}
     * @param nextDelay how long the event waits here for its next attempt; empty after the last
     */
    default void attemptFailed(
            String key,
            String requestId,
            int attempt,
            String errorType,
            String errorMessage,
            Optional<Duration> nextDelay) {}

    /**
     * An event gets no further attempt.
     *
     * @param condition the reason in Lambda's words: {@code RetriesExhausted} or {@code EventAgeExceeded}
     */
    default void eventDiscarded(String key, String requestId, int attempts, String condition) {}

    /**
     * A discarded event has an on-failure destination.
     *
     * @param json what Lambda would send there
     */
    default void failureRecorded(String json) {}
}
