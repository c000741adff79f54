package dev.zips3.local;

import dev.zips3.local.lambda.queue.Delivery;
import dev.zips3.local.lambda.queue.InvocationResult;
import dev.zips3.local.lambda.queue.QueueListener;
import java.time.Duration;
import java.util.Optional;

/** Tells the lab's listener what the queue tells, without the queue's types. */
record ListenerAdapter(LabListener listener) implements QueueListener {

    @Override
    public void started(Delivery delivery, int attempt) {
        listener.attemptStarted(delivery.subject(), delivery.requestId(), attempt);
    }

    @Override
    public void succeeded(Delivery delivery, int attempt, InvocationResult.Success success) {
        listener.attemptSucceeded(
                delivery.subject(), delivery.requestId(), attempt, success.duration(), success.cold());
    }

    @Override
    public void failed(Delivery delivery, int attempt, InvocationResult.Failure failure, Optional<Duration> nextWait) {
        listener.attemptFailed(
                delivery.subject(),
                delivery.requestId(),
                attempt,
                failure.errorType(),
                failure.errorMessage(),
                nextWait);
    }

    @Override
    public void exhausted(Delivery delivery, int attempts, String condition) {
        listener.eventDiscarded(delivery.subject(), delivery.requestId(), attempts, condition);
    }
}
