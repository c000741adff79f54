package dev.zips3.local;

import dev.zips3.local.lambda.queue.QueueListener;
import java.time.Duration;
import java.util.Optional;

/** Tells the lab's listener what the queue tells. */
record ListenerAdapter(LabListener listener) implements QueueListener {

    @Override
    public void attemptStarted(String key, String requestId, int attempt) {
        listener.attemptStarted(key, requestId, attempt);
    }

    @Override
    public void attemptSucceeded(String key, String requestId, int attempt, Duration duration, boolean cold) {
        listener.attemptSucceeded(key, requestId, attempt, duration, cold);
    }

    @Override
    public void attemptFailed(
            String key,
            String requestId,
            int attempt,
            String errorType,
            String errorMessage,
            Optional<Duration> nextDelay) {
        listener.attemptFailed(key, requestId, attempt, errorType, errorMessage, nextDelay);
    }

    @Override
    public void eventDiscarded(String key, String requestId, int attempts, String condition) {
        listener.eventDiscarded(key, requestId, attempts, condition);
    }

    @Override
    public void failureRecorded(String json) {
        listener.failureRecorded(json);
    }
}
