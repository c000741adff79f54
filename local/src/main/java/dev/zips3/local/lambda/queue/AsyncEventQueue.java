package dev.zips3.local.lambda.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.zips3.local.assembly.DeployedFunction;
import dev.zips3.local.assembly.EventInvokeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lambda's queue for asynchronous invocations: with retries, a maximum age, and an on-failure destination for the
 * events that it discards.
 *
 * <p>An error of the lab itself, such as a process that cannot be started, is retried as often as an error of the
 * function. Lambda retries its own errors for up to six hours; on one machine they rarely go away by themselves.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">error handling</a>
 */
public final class AsyncEventQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AsyncEventQueue.class);
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
    private final Optional<EventJournal> journal;
    private final Set<PendingEvent> pending = ConcurrentHashMap.newKeySet();

    /** An event between submission and outcome; one thread at a time uses it. */
    private static final class PendingEvent {
        private final CompletableFuture<EventOutcome> outcome = new CompletableFuture<>();
        private final String requestId;
        private final String subject;
        private final byte[] json;
        private final Optional<Path> file;

        /** In this run: a lab that did not run lets no event grow old. */
        private final Instant submitted;

        private int attempts;
        private Duration skippedDelays = Duration.ZERO;
        private Optional<InvocationResult> lastAttempt = Optional.empty();

        PendingEvent(String requestId, String subject, byte[] json, Optional<Path> file, Instant submitted) {
            this.requestId = requestId;
            this.subject = subject;
            this.json = json;
            this.file = file;
            this.submitted = submitted;
        }

        /** The age that the event would have on Lambda. */
        Duration age(Instant now) {
            return Duration.between(submitted, now).plus(skippedDelays);
        }
    }

    /**
     * Starts with the events that the last run left in the directory, otherwise with an empty queue.
     *
     * @param concurrency the maximum number of events that the function handles at a time; further events wait
     * @param clock for the age of events
     * @param directory keeps each event from its submission to its outcome, and is created if it does not exist; empty
     *     to lose the events with this process
     * @throws IOException if the directory cannot be read, or has a file that is not an event
     */
    public AsyncEventQueue(
            Invoker invoker,
            DeployedFunction function,
            EventInvokeConfig config,
            RetrySchedule schedule,
            int concurrency,
            Clock clock,
            Optional<Path> directory,
            QueueListener listener)
            throws IOException {
        this.invoker = invoker;
        this.function = function;
        this.config = config;
        this.schedule = schedule;
        this.clock = clock;
        this.listener = listener;
        this.journal = directory.isPresent() ? Optional.of(new EventJournal(directory.get())) : Optional.empty();
        List<EventJournal.Entry> left = journal.isPresent() ? journal.get().entries() : List.of();
        AtomicInteger threads = new AtomicInteger();
        this.executor = new ScheduledThreadPoolExecutor(concurrency, task -> {
            Thread thread = new Thread(task, "invocation-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        restore(left);
    }

    private void restore(List<EventJournal.Entry> left) {
        if (left.isEmpty()) {
            return;
        }
        listener.eventsRestored(left.size());
        for (EventJournal.Entry entry : left) {
            enqueue(new PendingEvent(
                    entry.requestId(),
                    entry.subject(),
                    entry.json().getBytes(UTF_8),
                    Optional.of(entry.file()),
                    clock.instant()));
        }
    }

    /**
     * Queues an event. If there is a directory, the event is in it before this method returns.
     *
     * @param subject what the event is about; only the listener gets it
     * @param json UTF-8
     * @return completes after the last attempt; exceptionally only if the listener throws, or cancelled by
     *     {@link #close}
     * @throws java.io.UncheckedIOException if the event cannot be written to the directory; it is not queued then
     * @throws java.util.concurrent.RejectedExecutionException if the queue is closed
     */
    public CompletableFuture<EventOutcome> submit(String subject, byte[] json) {
        String requestId = UUID.randomUUID().toString();
        Optional<Path> file = journal.map(events -> events.write(subject, requestId, new String(json, UTF_8)));
        PendingEvent event = new PendingEvent(requestId, subject, json.clone(), file, clock.instant());
        enqueue(event);
        return event.outcome;
    }

    private void enqueue(PendingEvent event) {
        pending.add(event);
        executor.execute(() -> attempt(event));
    }

    private void attempt(PendingEvent event) {
        try {
            if (event.age(clock.instant()).compareTo(config.maximumEventAge()) > 0) {
                discard(event, EVENT_AGE_EXCEEDED);
                return;
            }
            event.attempts++;
            listener.attemptStarted(event.subject, event.requestId, event.attempts);
            InvocationResult invoked = invoke(event);
            event.lastAttempt = Optional.of(invoked);
            if (invoked.result() instanceof RuntimeResult.Error error) {
                // What fails while the lab ends says nothing of the event: close leaves it to the next run.
                if (!executor.isShutdown()) {
                    retryOrDiscard(event, error);
                }
            } else {
                listener.attemptSucceeded(
                        event.subject, event.requestId, event.attempts, invoked.duration(), invoked.cold());
                finish(event, Optional.empty());
            }
        } catch (InterruptedException e) {
            // Only close interrupts; it cancels every pending event.
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // Of the listener or the directory. After close also of the executor: close cancels the event then.
            if (!executor.isShutdown()) {
                // Not the subject: a key can have control characters, and the logger does not escape them.
                LOG.error("The lab failed on the event of request {}", event.requestId, e);
                pending.remove(event);
                event.outcome.completeExceptionally(e);
            }
        }
    }

    /** Turns an exception, which is an error of the lab, into a result like an error of the function. */
    private InvocationResult invoke(PendingEvent event) throws InterruptedException {
        try {
            return invoker.invoke(event.requestId, event.json);
        } catch (RuntimeException | Error e) {
            String reason = e instanceof Error || e.getMessage() == null ? e.toString() : e.getMessage();
            RuntimeResult failure = RuntimeResult.platformError("Sandbox.Failure", event.requestId, reason);
            return new InvocationResult(failure, Duration.ZERO, false, InvocationResult.NO_PROCESS);
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
        try {
            event.file.ifPresent(file -> journal.orElseThrow().delete(file));
        } finally {
            pending.remove(event);
            event.outcome.complete(new EventOutcome(event.attempts, event.lastAttempt, discarded));
        }
    }

    /**
     * Interrupts the attempts that run, ends the queue's threads, cancels every pending event and tells the listener
     * how many there were. If there is a directory, the next queue delivers them.
     */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<PendingEvent> left = List.copyOf(pending);
        pending.clear();
        left.forEach(event -> event.outcome.cancel(false));
        if (!left.isEmpty()) {
            listener.eventsNotDelivered(left.size(), journal.map(EventJournal::directory));
        }
    }
}
