package dev.zips3.local;

import java.time.Duration;
import java.util.Optional;

/** Tells of retries, for they take time; outcomes are in the table. */
record ZipObserver(Progress progress) implements LabObserver {

    @Override
    public void failed(Delivery delivery, int attempt, InvocationResult.Failure failure, Optional<Duration> nextWait) {
        nextWait.ifPresent(wait -> progress.step("%s: %s; try %d in %d ms"
                .formatted(delivery.subject(), failure.errorMessage(), attempt + 1, wait.toMillis())));
    }
}
