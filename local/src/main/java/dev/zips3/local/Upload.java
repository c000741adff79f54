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

/** An uploaded object, on its way through the bucket's notification and the function. */
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
     * @throws TimeoutException after the limit; the event goes on
     * @throws IllegalStateException if no filter matches the object, the function's process cannot be started, or the
     *     lab was closed
     */
    public Invocation await(Duration limit) throws InterruptedException, TimeoutException {
        if (!isNotified()) {
            throw new IllegalStateException("no notification filter matches " + key);
        }
        try {
            EventOutcome ended = outcome.get().get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return ended instanceof EventOutcome.Succeeded succeeded
                    ? response(succeeded)
                    : error((EventOutcome.Exhausted) ended);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (CancellationException e) {
            throw new IllegalStateException("the lab was closed before " + key + " was handled", e);
        }
    }

    private static Invocation response(EventOutcome.Succeeded outcome) {
        InvocationResult.Success success = outcome.success();
        return new Invocation(true, outcome.attempts(), success.body(), success.duration(), success.cold());
    }

    private static Invocation error(EventOutcome.Exhausted outcome) {
        String error = outcome.lastFailure()
                .map(InvocationResult.Failure::body)
                .orElse("{\"errorType\":\"" + outcome.condition() + "\",\"errorMessage\":\"the event is too old\"}");
        Duration duration =
                outcome.lastFailure().map(InvocationResult.Failure::duration).orElse(Duration.ZERO);
        return new Invocation(false, outcome.attempts(), error, duration, false);
    }
}
