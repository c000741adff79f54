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

/**
 * Lambda's queue for asynchronous invocations: with retries, a maximum age, and an on-failure destination for the
 * events that it discards.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">error handling</a>
 */
public final class AsyncEventQueue implements AutoCloseable {

    private static final String RETRIES_EXHAUSTED = "RetriesExhausted";
    private static final String EVENT_AGE_EXCEEDED = "EventAgeExceeded";

    /** An interrupted attempt terminates its JVM, which takes milliseconds. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

    private final Invoker invoker;
    private final DeployedFunction function;
    private final EventInvokeConfig config;
    private final RetrySchedule schedule;
    private final Clock clock;
    private final QueueListener listener;
    private final ScheduledThreadPoolExecutor executor;
    private final Set<PendingEvent> pending = ConcurrentHashMap.newKeySet();

    /** An event between submission and outcome; one thread at a time uses it. */
    private static final class PendingEvent {
        private final CompletableFuture<EventOutcome> outcome = new CompletableFuture<>();
        private final String requestId = UUID.randomUUID().toString();
        private final String subject;
        private final byte[] json;
        private final Instant submitted;
        private int attempts;
        private Duration skippedDelays = Duration.ZERO;
        private Optional<InvocationResult> lastAttempt = Optional.empty();

        PendingEvent(String subject, byte[] json, Instant submitted) {
            this.subject = subject;
            this.json = json;
            this.submitted = submitted;
        }

        /** The age that the event would have on Lambda. */
        Duration age(Instant now) {
            return Duration.between(submitted, now).plus(skippedDelays);
        }
    }

    /**
     * Starts with an empty queue.
     *
     * @param concurrency the maximum number of events that the function handles at a time; further events wait
     * @param clock for the age of events
     */
    public AsyncEventQueue(
            Invoker invoker,
            DeployedFunction function,
            EventInvokeConfig config,
            RetrySchedule schedule,
            int concurrency,
            Clock clock,
            QueueListener listener) {
        this.invoker = invoker;
        this.function = function;
        this.config = config;
        this.schedule = schedule;
        this.clock = clock;
        this.listener = listener;
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
     * @param subject what the event is about; only the listener gets it
     * @param json UTF-8
     * @return completes after the last attempt; exceptionally only if no process of the function can be started, or
     *     cancelled by {@link #close}
     * @throws java.util.concurrent.RejectedExecutionException if the queue is closed
     */
    public CompletableFuture<EventOutcome> submit(String subject, byte[] json) {
        PendingEvent event = new PendingEvent(subject, json.clone(), clock.instant());
        pending.add(event);
        executor.execute(() -> attempt(event));
        return event.outcome;
    }

    private void attempt(PendingEvent event) {
        try {
            if (event.age(clock.instant()).compareTo(config.maximumEventAge()) > 0) {
                discard(event, EVENT_AGE_EXCEEDED);
                return;
            }
            event.attempts++;
            listener.attemptStarted(event.subject, event.requestId, event.attempts);
            InvocationResult invoked = invoker.invoke(event.requestId, event.json);
            event.lastAttempt = Optional.of(invoked);
            if (invoked.result() instanceof RuntimeResult.Error error) {
                retryOrDiscard(event, error);
            } else {
                listener.attemptSucceeded(
                        event.subject, event.requestId, event.attempts, invoked.duration(), invoked.cold());
                finish(event, Optional.empty());
            }
        } catch (InterruptedException e) {
            // Only close interrupts; it cancels every pending event.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            pending.remove(event);
            event.outcome.completeExceptionally(e);
        }
    }

    // The future of the timer is not needed: attempt() passes every exception to the event's outcome.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void retryOrDiscard(PendingEvent event, RuntimeResult.Error error) {
        boolean retry = event.attempts <= config.maximumRetries();
        Optional<Duration> delay = retry ? Optional.of(schedule.delay(event.attempts)) : Optional.empty();
        listener.attemptFailed(event.subject, event.requestId, event.attempts, error.type(), error.message(), delay);
        if (retry) {
            event.skippedDelays = event.skippedDelays.plus(schedule.skippedDelay(event.attempts));
            executor.schedule(() -> attempt(event), delay.get().toNanos(), TimeUnit.NANOSECONDS);
        } else {
            discard(event, RETRIES_EXHAUSTED);
        }
    }

    private void discard(PendingEvent event, String condition) {
        if (config.onFailure().isPresent()) {
            FailureRecord failure = new FailureRecord(
                    clock.instant(),
                    function,
                    event.requestId,
                    condition,
                    event.attempts,
                    new String(event.json, UTF_8),
                    event.lastAttempt.map(InvocationResult::result));
            listener.failureRecorded(failure.toJson());
        }
        listener.eventDiscarded(event.subject, event.requestId, event.attempts, condition);
        finish(event, Optional.of(condition));
    }

    private void finish(PendingEvent event, Optional<String> discarded) {
        pending.remove(event);
        event.outcome.complete(new EventOutcome(event.attempts, event.lastAttempt, discarded));
    }

    /** Interrupts the attempts that run, cancels every pending event, and ends the queue's threads. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (PendingEvent event : pending) {
            event.outcome.cancel(false);
        }
        pending.clear();
    }
}
