package dev.zips3.local.lambda.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.zips3.local.assembly.DeployedFunction;
import dev.zips3.local.assembly.EventInvokeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Puts events before a function that the tests stand in for. */
class AsyncEventQueueTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.600Z");
    private static final RetrySchedule FASTEST = new RetrySchedule(60_000);
    private static final Optional<String> DESTINATION = Optional.of("arn:aws:sqs:eu-central-1:000000000000:failures");
    private static final Duration SIX_HOURS = Duration.ofHours(6);
    private static final byte[] EVENT = "{}".getBytes(UTF_8);
    private static final long LIMIT_SECONDS = 30;

    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final List<String> requestIds = Collections.synchronizedList(new ArrayList<>());
    private final List<String> records = Collections.synchronizedList(new ArrayList<>());
    private final SetClock clock = new SetClock();

    private final QueueListener listener = new QueueListener() {
        @Override
        public void attemptStarted(String subject, String requestId, int attempt) {
            heard.add("started " + subject + " " + attempt);
        }

        @Override
        public void attemptSucceeded(String subject, String requestId, int attempt, Duration duration, boolean cold) {
            heard.add("succeeded " + subject + " " + attempt);
        }

        @Override
        public void attemptFailed(
                String subject,
                String requestId,
                int attempt,
                String errorType,
                String errorMessage,
                Optional<Duration> nextDelay) {
            heard.add("failed " + subject + " " + attempt + " "
                    + nextDelay.map(Duration::toString).orElse("last"));
        }

        @Override
        public void eventDiscarded(String subject, String requestId, int attempts, String condition) {
            heard.add("discarded " + subject + " " + attempts + " " + condition);
        }

        @Override
        public void failureRecorded(String json) {
            records.add(json);
        }

        @Override
        public void eventsRestored(int count) {
            heard.add("restored " + count);
        }

        @Override
        public void eventsNotDelivered(int count, Optional<Path> directory) {
            heard.add("not delivered " + count + " "
                    + directory.map(Path::toString).orElse("lost"));
        }
    };

    @Test
    void stopsAfterASuccess() {
        try (AsyncEventQueue queue = queue(this::succeed, new EventInvokeConfig(2, SIX_HOURS, DESTINATION))) {
            EventOutcome outcome = await(queue.submit("a.png", EVENT));

            assertThat(outcome).isEqualTo(new EventOutcome(1, Optional.of(success("{}")), Optional.empty()));
            assertThat(heard).containsExactly("started a.png 1", "succeeded a.png 1");
            assertThat(records).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void retriesAsOftenAsTheTemplateSays(int retries) {
        try (AsyncEventQueue queue = queue(this::fail, new EventInvokeConfig(retries, SIX_HOURS, DESTINATION))) {
            EventOutcome outcome = await(queue.submit("a.png", EVENT));

            assertThat(outcome)
                    .isEqualTo(new EventOutcome(retries + 1, Optional.of(failure()), Optional.of("RetriesExhausted")));
            List<String> expected = new ArrayList<>(List.of(
                    "started a.png 1", "failed a.png 1 PT0.001S",
                    "started a.png 2", "failed a.png 2 PT0.002S",
                    "started a.png 3", "failed a.png 3 PT0.003S"));
            expected.subList(2 * retries + 1, expected.size()).clear();
            expected.add("failed a.png " + (retries + 1) + " last");
            expected.add("discarded a.png " + (retries + 1) + " RetriesExhausted");
            assertThat(heard).isEqualTo(expected);
            assertThat(requestIds).hasSize(retries + 1);
            assertThat(requestIds).containsOnly(requestIds.get(0));
            assertThat(records).hasSize(1);
        }
    }

    @Test
    void stopsAfterASuccessfulRetry() {
        Invoker second =
                (requestId, event) -> requestIds.isEmpty() ? fail(requestId, event) : succeed(requestId, event);
        try (AsyncEventQueue queue = queue(second, new EventInvokeConfig(2, SIX_HOURS, DESTINATION))) {
            assertThat(await(queue.submit("a.png", EVENT)).attempts()).isEqualTo(2);
            assertThat(heard)
                    .containsExactly(
                            "started a.png 1", "failed a.png 1 PT0.001S", "started a.png 2", "succeeded a.png 2");
        }
    }

    @Test
    void recordsAFailureAsLambdaDoes() throws Exception {
        try (AsyncEventQueue queue = queue(this::fail, new EventInvokeConfig(1, SIX_HOURS, DESTINATION))) {
            await(queue.submit("a.png", "{\"Records\":[{\"key\":\"été\"}]}".getBytes(UTF_8)));

            String expected = """
                    {"version":"1.0","timestamp":"2026-01-02T03:04:05.600Z",
                     "requestContext":{"requestId":"%s",
                      "functionArn":"arn:aws:lambda:eu-central-1:000000000000:function:zipper:live",
                      "condition":"RetriesExhausted","approximateInvokeCount":2},
                     "requestPayload":{"Records":[{"key":"été"}]},
                     "responseContext":{"statusCode":200,"executedVersion":"7","functionError":"Unhandled"},
                     "responsePayload":{"errorType":"a.B","errorMessage":"no"}}""".formatted(requestIds.get(0));
            JsonMapper json = new JsonMapper();
            assertThat(json.readTree(records.get(0))).isEqualTo(json.readTree(expected));
        }
    }

    @Test
    void recordsNoFailureWithoutADestination() {
        try (AsyncEventQueue queue = queue(this::fail, new EventInvokeConfig(0, SIX_HOURS, Optional.empty()))) {
            await(queue.submit("a.png", EVENT));

            assertThat(records).isEmpty();
        }
    }

    @Test
    void countsTheDelaysOfLambdaInAnEventsAge() {
        // The first delay makes the event a minute old, the second makes it three minutes old.
        EventInvokeConfig twoMinutes = new EventInvokeConfig(2, Duration.ofMinutes(2), DESTINATION);
        try (AsyncEventQueue queue = queue(this::fail, twoMinutes)) {
            EventOutcome outcome = await(queue.submit("a.png", EVENT));

            assertThat(outcome.attempts()).isEqualTo(2);
            assertThat(heard).endsWith("failed a.png 2 PT0.002S", "discarded a.png 2 EventAgeExceeded");
            assertThat(records.get(0)).contains("\"condition\":\"EventAgeExceeded\"", "\"responsePayload\":{");
        }
    }

    @Test
    void discardsAnEventThatGrewTooOldBeforeItsFirstAttempt() {
        EventInvokeConfig oneMinute = new EventInvokeConfig(2, Duration.ofMinutes(1), DESTINATION);
        CountDownLatch bothSubmitted = new CountDownLatch(1);
        Invoker slow = (requestId, event) -> {
            awaitLatch(bothSubmitted);
            clock.now = clock.now.plusSeconds(61);
            return succeed(requestId, event);
        };
        try (AsyncEventQueue queue = queue(slow, oneMinute)) {
            CompletableFuture<EventOutcome> first = queue.submit("a.png", EVENT);
            CompletableFuture<EventOutcome> second = queue.submit("b.png", EVENT);
            bothSubmitted.countDown();

            assertThat(await(first).discarded()).isEmpty();
            assertThat(await(second)).isEqualTo(new EventOutcome(0, Optional.empty(), Optional.of("EventAgeExceeded")));
            assertThat(records.get(0)).doesNotContain("responseContext");
        }
    }

    @Test
    void runsNoMoreInvocationsAtATimeThanAllowed() throws IOException {
        AtomicInteger running = new AtomicInteger();
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch two = new CountDownLatch(2);
        Invoker counting = (requestId, event) -> {
            seen.add(running.incrementAndGet());
            two.countDown();
            awaitLatch(two);
            running.decrementAndGet();
            return succeed(requestId, event);
        };
        EventInvokeConfig config = new EventInvokeConfig(0, SIX_HOURS, DESTINATION);
        try (AsyncEventQueue queue =
                new AsyncEventQueue(counting, function(), config, FASTEST, 2, clock, Optional.empty(), listener)) {
            List<CompletableFuture<EventOutcome>> outcomes = IntStream.range(0, 8)
                    .mapToObj(i -> queue.submit("a.png", EVENT))
                    .toList();
            outcomes.forEach(AsyncEventQueueTest::await);

            assertThat(seen).hasSize(8).contains(2).allMatch(count -> count <= 2);
        }
    }

    @ParameterizedTest
    @MethodSource("errorsOfTheLab")
    void retriesErrorsOfTheLabLikeErrorsOfTheFunction(Throwable error, String reason) throws Exception {
        Invoker broken = (requestId, event) -> {
            requestIds.add(requestId);
            if (error instanceof Error failure) {
                throw failure;
            }
            throw (RuntimeException) error;
        };
        try (AsyncEventQueue queue = queue(broken, new EventInvokeConfig(1, SIX_HOURS, DESTINATION))) {
            EventOutcome outcome = await(queue.submit("a.png", EVENT));

            assertThat(outcome.attempts()).isEqualTo(2);
            assertThat(outcome.discarded()).contains("RetriesExhausted");
            assertThat(outcome.lastAttempt().orElseThrow().processId()).isEqualTo(InvocationResult.NO_PROCESS);
            assertThat(heard)
                    .containsExactly(
                            "started a.png 1",
                            "failed a.png 1 PT0.001S",
                            "started a.png 2",
                            "failed a.png 2 last",
                            "discarded a.png 2 RetriesExhausted");
            assertThat(new JsonMapper().readTree(records.get(0)).path("responsePayload"))
                    .isEqualTo(new JsonMapper()
                            .createObjectNode()
                            .put("errorType", "Sandbox.Failure")
                            .put("errorMessage", "RequestId: " + requestIds.get(0) + " Error: " + reason));
        }
    }

    static Stream<Arguments> errorsOfTheLab() {
        return Stream.of(
                Arguments.of(new UncheckedIOException("no java", new IOException("")), "no java"),
                Arguments.of(new IllegalStateException(), "java.lang.IllegalStateException"),
                Arguments.of(new OutOfMemoryError("no thread"), "java.lang.OutOfMemoryError: no thread"));
    }

    @Test
    void endsTheWaitForAnEventWhoseListenerFails(@TempDir Path directory) throws Exception {
        QueueListener failing = new QueueListener() {
            @Override
            public void attemptStarted(String subject, String requestId, int attempt) {
                throw new AssertionError("this listener fails on purpose");
            }
        };
        EventInvokeConfig config = new EventInvokeConfig(2, SIX_HOURS, DESTINATION);
        try (AsyncEventQueue queue = new AsyncEventQueue(
                this::succeed, function(), config, FASTEST, 1, clock, Optional.of(directory), failing)) {
            assertThatThrownBy(() -> await(queue.submit("a.png", EVENT)))
                    .hasRootCauseMessage("this listener fails on purpose");
            assertThat(directory).as("for the next run").isNotEmptyDirectory();
        }
    }

    @Test
    void deliversInOrderWhatTheLastRunLeft(@TempDir Path directory) throws Exception {
        EventInvokeConfig config = new EventInvokeConfig(2, SIX_HOURS, DESTINATION);
        CountDownLatch running = new CountDownLatch(1);
        AsyncEventQueue killed = queue(hang(running), config, Optional.of(directory));
        List<String> subjects = IntStream.range(0, 12).mapToObj(i -> "ä" + i).toList();
        List<CompletableFuture<EventOutcome>> outcomes = subjects.stream()
                .map(subject -> killed.submit(subject, json(subject)))
                .toList();
        awaitLatch(running);
        killed.close();
        assertThat(outcomes).allMatch(CompletableFuture::isCancelled);
        String interrupted = requestIds.get(0);
        assertThat(heard).containsExactly("started ä0 1", "not delivered 12 " + directory);

        heard.clear();
        requestIds.clear();
        clock.now = NOW.plus(Duration.ofDays(7));
        CountDownLatch done = new CountDownLatch(subjects.size());
        List<String> delivered = Collections.synchronizedList(new ArrayList<>());
        Invoker second = (requestId, event) -> {
            delivered.add(new String(event, UTF_8));
            done.countDown();
            return succeed(requestId, event);
        };
        try (AsyncEventQueue queue = queue(second, config, Optional.of(directory))) {
            awaitLatch(done);
            await(queue.submit("new", EVENT));
        }

        assertThat(heard)
                .startsWith("restored 12", "started ä0 1", "succeeded ä0 1")
                .hasSize(1 + 2 * 13);
        assertThat(delivered.subList(0, 12))
                .isEqualTo(subjects.stream()
                        .map(subject -> new String(json(subject), UTF_8))
                        .toList());
        assertThat(requestIds.get(0)).as("the same in all attempts").isEqualTo(interrupted);
        assertThat(directory).isEmptyDirectory();
    }

    /** What a kill leaves are the files as they are while the function works. */
    @Test
    void keepsAnEventOnTheDiskUntilItsOutcome(@TempDir Path directory) throws Exception {
        List<List<Path>> filesOfAttempts = Collections.synchronizedList(new ArrayList<>());
        Invoker looking = (requestId, event) -> {
            filesOfAttempts.add(files(directory));
            return fail(requestId, event);
        };
        EventInvokeConfig config = new EventInvokeConfig(1, SIX_HOURS, DESTINATION);
        try (AsyncEventQueue queue = queue(looking, config, Optional.of(directory))) {
            await(queue.submit("a.png", EVENT));

            assertThat(filesOfAttempts).hasSize(2).allMatch(files -> files.size() == 1);
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void acceptsNoEventThatItCannotWrite(@TempDir Path directory) throws Exception {
        Path events = directory.resolve("events");
        EventInvokeConfig config = new EventInvokeConfig(2, SIX_HOURS, DESTINATION);
        try (AsyncEventQueue queue = queue(this::succeed, config, Optional.of(events))) {
            Files.delete(events);

            assertThatThrownBy(() -> queue.submit("a.png", EVENT)).isInstanceOf(UncheckedIOException.class);
        }
        assertThat(heard).isEmpty();
    }

    /** Ctrl-C terminates the function's process, too: its end says nothing of the event. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesAnEventThatFailsWhileTheQueueClosesToTheNextRun(boolean throwing, @TempDir Path directory)
            throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        Invoker failing = (requestId, event) -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                if (throwing) {
                    throw new IllegalStateException("closed", e);
                }
            }
            return fail(requestId, event);
        };
        AsyncEventQueue queue =
                queue(failing, new EventInvokeConfig(0, SIX_HOURS, DESTINATION), Optional.of(directory));
        CompletableFuture<EventOutcome> outcome = queue.submit("a.png", EVENT);
        awaitLatch(running);

        queue.close();

        assertThat(outcome).isCancelled();
        assertThat(heard).containsExactly("started a.png 1", "not delivered 1 " + directory);
        assertThat(records).isEmpty();
        assertThat(files(directory)).hasSize(1);
    }

    @Test
    void namesAFileThatIsNoEvent(@TempDir Path directory) throws Exception {
        for (String content : List.of("", "{}", "{\"subject\":1,\"requestId\":\"r\",\"event\":\"{}\"}")) {
            Path file = Files.writeString(directory.resolve("0000000000000000007.json"), content);

            assertThatThrownBy(() -> queue(
                            this::succeed, new EventInvokeConfig(2, SIX_HOURS, DESTINATION), Optional.of(directory)))
                    .hasMessageEndingWith(file + ": it has no event; delete it to start without it");
        }
    }

    @Test
    void closeInterruptsRunningAttemptsAndCancelsWaitingEvents() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        AsyncEventQueue queue = queue(hang(running), new EventInvokeConfig(2, SIX_HOURS, DESTINATION));
        CompletableFuture<EventOutcome> runs = queue.submit("a.png", EVENT);
        CompletableFuture<EventOutcome> waits = queue.submit("b.png", EVENT);
        awaitLatch(running);

        queue.close();
        queue.close();

        assertThatThrownBy(() -> await(runs)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> await(waits)).isInstanceOf(CancellationException.class);
        assertThat(requestIds).hasSize(1);
        assertThat(heard).containsExactly("started a.png 1", "not delivered 2 lost");
        assertThat(records).isEmpty();
        assertThatThrownBy(() -> queue.submit("c.png", EVENT)).isInstanceOf(RejectedExecutionException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("invocation-"));
    }

    @Test
    void closeCancelsAnEventThatWaitsForItsRetry() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        QueueListener waiting = new QueueListener() {
            @Override
            public void attemptFailed(
                    String subject,
                    String requestId,
                    int attempt,
                    String errorType,
                    String errorMessage,
                    Optional<Duration> nextDelay) {
                assertThat(nextDelay).contains(Duration.ofMinutes(1));
                failed.countDown();
            }
        };
        AsyncEventQueue queue = new AsyncEventQueue(
                this::fail,
                function(),
                new EventInvokeConfig(2, SIX_HOURS, DESTINATION),
                new RetrySchedule(1),
                1,
                clock,
                Optional.empty(),
                waiting);
        CompletableFuture<EventOutcome> outcome = queue.submit("a.png", EVENT);
        awaitLatch(failed);

        queue.close();

        assertThat(outcome).isCompletedExceptionally();
        assertThat(requestIds).hasSize(1);
    }

    @Test
    void rejectsSchedulesOutOfRange() {
        assertThatThrownBy(() -> new RetrySchedule(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> new RetrySchedule(60_001)).hasMessageContaining("60001");
        assertThat(List.of(FASTEST.delay(1), FASTEST.delay(2)))
                .containsExactly(Duration.ofMillis(1), Duration.ofMillis(2));
    }

    private AsyncEventQueue queue(Invoker invoker, EventInvokeConfig config) {
        return queue(invoker, config, Optional.empty());
    }

    private AsyncEventQueue queue(Invoker invoker, EventInvokeConfig config, Optional<Path> directory) {
        try {
            return new AsyncEventQueue(invoker, function(), config, FASTEST, 1, clock, directory, listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DeployedFunction function() {
        return new DeployedFunction(
                "zipper",
                "arn:aws:lambda:eu-central-1:000000000000:function:zipper:live",
                "7",
                false,
                "java17",
                "a.B",
                256,
                Duration.ofMinutes(1),
                Map.of(),
                Path.of("function.jar"),
                new DeployedFunction.Logging("/aws/lambda/zipper", "Text", Optional.empty()),
                "eu-central-1");
    }

    private Invoker hang(CountDownLatch running) {
        return (requestId, event) -> {
            requestIds.add(requestId);
            running.countDown();
            awaitLatch(new CountDownLatch(1));
            return succeed(requestId, event);
        };
    }

    private static byte[] json(String subject) {
        return "{\"key\":\"%s\"}".formatted(subject).getBytes(UTF_8);
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InvocationResult succeed(String requestId, byte[] event) {
        requestIds.add(requestId);
        return success(new String(event, UTF_8));
    }

    private InvocationResult fail(String requestId, byte[] event) {
        requestIds.add(requestId);
        return failure();
    }

    private static InvocationResult success(String body) {
        return new InvocationResult(new RuntimeResult.Response(body), Duration.ZERO, true, 1);
    }

    private static InvocationResult failure() {
        String body = "{\"errorType\":\"a.B\",\"errorMessage\":\"no\"}";
        return new InvocationResult(new RuntimeResult.Error("a.B", "no", body), Duration.ZERO, false, 1);
    }

    private static EventOutcome await(CompletableFuture<EventOutcome> outcome) {
        return outcome.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    private static void awaitLatch(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private static final class SetClock extends Clock {
        private volatile Instant now = NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
