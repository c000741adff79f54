package dev.zips3.local;

import dev.zips3.local.lambda.queue.EventOutcome;
import dev.zips3.local.lambda.queue.InvocationResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An uploaded object. If a notification filter matches it, the function handles its event. */
public final class Upload {

    private final String key;
    private final Optional<CompletableFuture<EventOutcome>> outcome;

    /** @param outcome of the object's event; empty if no notification filter matches it */
    Upload(String key, Optional<CompletableFuture<EventOutcome>> outcome) {
        this.key = key;
        this.outcome = outcome;
    }

    public String key() {
        return key;
    }

    /** Whether a notification filter of the bucket matches the key and the event. If not, the function never runs. */
    public boolean isNotified() {
        return outcome.isPresent();
    }

    /**
     * Waits until the function has responded or the last retry has failed.
     *
     * @throws TimeoutException after the limit; the function may still handle the event
     * @throws IllegalStateException if no filter matches the object, the lab's listener failed, or the lab was closed
     */
    public Invocation await(Duration limit) throws InterruptedException, TimeoutException {
        if (!isNotified()) {
            throw new IllegalStateException("no notification filter matches " + key);
        }
        try {
            EventOutcome ended = outcome.get().get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return invocation(ended);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (CancellationException e) {
            throw new IllegalStateException("the lab was closed before " + key + " was handled", e);
        }
    }

    private static Invocation invocation(EventOutcome outcome) {
        boolean succeeded = outcome.discarded().isEmpty();
        if (outcome.lastAttempt().isEmpty()) {
            String error = "{\"errorType\":\"" + outcome.discarded().orElseThrow()
                    + "\",\"errorMessage\":\"the event is too old\"}";
            return new Invocation(succeeded, outcome.attempts(), error, Duration.ZERO, InvocationResult.NO_PROCESS);
        }
        InvocationResult last = outcome.lastAttempt().get();
        return new Invocation(succeeded, outcome.attempts(), last.result().body(), last.duration(), last.processId());
    }
}
