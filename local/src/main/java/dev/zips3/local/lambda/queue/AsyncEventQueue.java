package dev.zips3.local.lambda.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.zips3.local.assembly.DeployedFunction;
import dev.zips3.local.assembly.EventInvokeConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Lambda's asynchronous invocation: a queue before the function, with retries, a maximum age and a destination for what
 * fails to the end.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">error handling</a>
 */
public final class AsyncEventQueue implements AutoCloseable {

    private static final String RETRIES_EXHAUSTED = "RetriesExhausted";
    private static final String EVENT_AGE_EXCEEDED = "EventAgeExceeded";

    private final Invoker invoker;
    private final DeployedFunction function;
    private final EventInvokeConfig rules;
    private final RetrySchedule pace;
    private final Clock clock;
    private final QueueListener listener;
    private final Consumer<String> onFailure;
    private final ScheduledThreadPoolExecutor executor;
    private final Set<Pending> unfinished = ConcurrentHashMap.newKeySet();

    /** An event between submission and outcome; one thread at a time has it. */
    private static final class Pending {
        private final CompletableFuture<EventOutcome> outcome = new CompletableFuture<>();
        private final Delivery delivery;
        private final byte[] event;
        private final Instant submitted;
        private int attempts;
        private Duration saved = Duration.ZERO;
        private Optional<InvocationResult.Failure> lastFailure = Optional.empty();

        Pending(Delivery delivery, byte[] event, Instant submitted) {
            this.delivery = delivery;
            this.event = event;
            this.submitted = submitted;
        }

        Duration age(Instant now) {
            return Duration.between(submitted, now).plus(saved);
        }
    }

    /**
     * @param concurrency events the function handles at a time; more of them wait
     * @param clock for the age of events
     * @param onFailure gets the record for the on-failure destination, where the rules name one
     */
    public AsyncEventQueue(
            Invoker invoker,
            DeployedFunction function,
            EventInvokeConfig rules,
            RetrySchedule pace,
            int concurrency,
            Clock clock,
            QueueListener listener,
            Consumer<String> onFailure) {
        this.invoker = invoker;
        this.function = function;
        this.rules = rules;
        this.pace = pace;
        this.clock = clock;
        this.listener = listener;
        this.onFailure = onFailure;
        AtomicInteger threads = new AtomicInteger();
        this.executor = new ScheduledThreadPoolExecutor(concurrency, task -> {
            Thread thread = new Thread(task, "invocation-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Queues an event.
     *
     * @param subject comes back with everything the listener hears of this event
     * @param event JSON, UTF-8
     * @return completes after the last try; exceptionally only when no JVM could be started, or cancelled by close
     * @throws java.util.concurrent.RejectedExecutionException when closed
     */
    public CompletableFuture<EventOutcome> submit(String subject, byte[] event) {
        Delivery delivery = new Delivery(subject, UUID.randomUUID().toString());
        Pending pending = new Pending(delivery, event.clone(), clock.instant());
        unfinished.add(pending);
        executor.execute(() -> attempt(pending));
        return pending.outcome;
    }

    private void attempt(Pending pending) {
        try {
            if (pending.age(clock.instant()).compareTo(rules.maximumEventAge()) > 0) {
                exhaust(pending, EVENT_AGE_EXCEEDED);
                return;
            }
            pending.attempts++;
            listener.started(pending.delivery, pending.attempts);
            InvocationResult result = invoker.invoke(pending.delivery.requestId(), pending.event);
            if (result instanceof InvocationResult.Success success) {
                listener.succeeded(pending.delivery, pending.attempts, success);
                finish(pending, new EventOutcome.Succeeded(pending.delivery, pending.attempts, success));
            } else {
                failed(pending, (InvocationResult.Failure) result);
            }
        } catch (InterruptedException e) {
            // Only close interrupts; it cancels whatever is unfinished.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            unfinished.remove(pending);
            pending.outcome.completeExceptionally(e);
        }
    }

    // What a try throws reaches the outcome, not the future of its timer.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void failed(Pending pending, InvocationResult.Failure failure) {
        int attempt = pending.attempts;
        pending.lastFailure = Optional.of(failure);
        if (attempt > rules.maximumRetries()) {
            listener.failed(pending.delivery, attempt, failure, Optional.empty());
            exhaust(pending, RETRIES_EXHAUSTED);
            return;
        }
        Duration wait = pace.wait(attempt);
        pending.saved = pending.saved.plus(pace.saved(attempt));
        listener.failed(pending.delivery, attempt, failure, Optional.of(wait));
        executor.schedule(() -> attempt(pending), wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void exhaust(Pending pending, String condition) {
        if (rules.onFailure().isPresent()) {
            FailureRecord failure = new FailureRecord(
                    clock.instant(),
                    function,
                    pending.delivery.requestId(),
                    condition,
                    pending.attempts,
                    new String(pending.event, UTF_8),
                    pending.lastFailure);
            onFailure.accept(failure.toJson());
        }
        listener.exhausted(pending.delivery, pending.attempts, condition);
        finish(pending, new EventOutcome.Exhausted(pending.delivery, pending.attempts, condition, pending.lastFailure));
    }

    private void finish(Pending pending, EventOutcome outcome) {
        unfinished.remove(pending);
        pending.outcome.complete(outcome);
    }

    /** Interrupts what runs and cancels what waits; no thread of it is left, unless the caller is interrupted. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Pending pending : unfinished) {
            pending.outcome.cancel(false);
        }
        unfinished.clear();
    }
}
