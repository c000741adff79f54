package dev.zips3.local.lambda.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.zips3.local.assembly.DeployedFunction;
import dev.zips3.local.assembly.EventInvokeConfig;
import dev.zips3.local.lambda.host.FunctionJar;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Retries, age and destination, before a function that is not there. */
@Timeout(60)
class AsyncEventQueueTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.600Z");
    private static final RetrySchedule FASTEST = new RetrySchedule(60_000);
    private static final Optional<String> QUEUE = Optional.of("arn:aws:sqs:eu-central-1:000000000000:failures");
    private static final Duration SIX_HOURS = Duration.ofHours(6);

    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final List<String> requestIds = Collections.synchronizedList(new ArrayList<>());
    private final List<String> records = Collections.synchronizedList(new ArrayList<>());
    private final SetClock clock = new SetClock();

    private final QueueListener listener = new QueueListener() {
        @Override
        public void started(Delivery delivery, int attempt) {
            heard.add("started " + delivery.subject() + " " + attempt);
        }

        @Override
        public void succeeded(Delivery delivery, int attempt, InvocationResult.Success success) {
            heard.add("succeeded " + delivery.subject() + " " + attempt);
        }

        @Override
        public void failed(
                Delivery delivery, int attempt, InvocationResult.Failure failure, Optional<Duration> nextWait) {
            heard.add("failed " + delivery.subject() + " " + attempt + " "
                    + nextWait.map(Duration::toString).orElse("last"));
        }

        @Override
        public void exhausted(Delivery delivery, int attempts, String condition) {
            heard.add("exhausted " + delivery.subject() + " " + attempts + " " + condition);
        }
    };

    @Test
    void aSuccessEndsTheTries() {
        try (AsyncEventQueue invocations = invocations(this::succeed, new EventInvokeConfig(2, SIX_HOURS, QUEUE))) {
            EventOutcome outcome =
                    invocations.submit("a.png", "{}".getBytes(UTF_8)).join();

            assertThat(outcome).isInstanceOf(EventOutcome.Succeeded.class);
            assertThat(heard).containsExactly("started a.png 1", "succeeded a.png 1");
            assertThat(records).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aFailureIsRetriedAsOftenAsTheTemplateSays(int retries) {
        try (AsyncEventQueue invocations = invocations(this::fail, new EventInvokeConfig(retries, SIX_HOURS, QUEUE))) {
            EventOutcome outcome =
                    invocations.submit("a.png", "{}".getBytes(UTF_8)).join();

            assertThat(outcome).isInstanceOf(EventOutcome.Exhausted.class);
            assertThat(outcome.attempts()).isEqualTo(retries + 1);
            List<String> expected = new ArrayList<>(List.of(
                    "started a.png 1", "failed a.png 1 PT0.001S",
                    "started a.png 2", "failed a.png 2 PT0.002S",
                    "started a.png 3", "failed a.png 3 PT0.003S"));
            expected.subList(2 * retries + 1, expected.size()).clear();
            expected.add("failed a.png " + (retries + 1) + " last");
            expected.add("exhausted a.png " + (retries + 1) + " RetriesExhausted");
            assertThat(heard).isEqualTo(expected);
            assertThat(requestIds).hasSize(retries + 1);
            assertThat(requestIds).containsOnly(outcome.delivery().requestId());
            assertThat(records).hasSize(1);
        }
    }

    @Test
    void aRetryMaySucceed() {
        Invoker second =
                (requestId, event) -> requestIds.isEmpty() ? fail(requestId, event) : succeed(requestId, event);
        try (AsyncEventQueue invocations = invocations(second, new EventInvokeConfig(2, SIX_HOURS, QUEUE))) {
            assertThat(invocations.submit("a.png", "{}".getBytes(UTF_8)).join().attempts())
                    .isEqualTo(2);
            assertThat(heard)
                    .containsExactly(
                            "started a.png 1", "failed a.png 1 PT0.001S", "started a.png 2", "succeeded a.png 2");
        }
    }

    @Test
    void theDestinationGetsLambdasRecord() throws Exception {
        try (AsyncEventQueue invocations = invocations(this::fail, new EventInvokeConfig(1, SIX_HOURS, QUEUE))) {
            EventOutcome outcome = invocations
                    .submit("a.png", "{\"Records\":[{\"key\":\"été\"}]}".getBytes(UTF_8))
                    .join();

            String expected = """
                    {"version":"1.0","timestamp":"2026-01-02T03:04:05.600Z",
                     "requestContext":{"requestId":"%s",
                      "functionArn":"arn:aws:lambda:eu-central-1:000000000000:function:zipper:live",
                      "condition":"RetriesExhausted","approximateInvokeCount":2},
                     "requestPayload":{"Records":[{"key":"été"}]},
                     "responseContext":{"statusCode":200,"executedVersion":"7","functionError":"Unhandled"},
                     "responsePayload":{"errorType":"a.B","errorMessage":"no"}}""".formatted(outcome.delivery().requestId());
            JsonMapper json = new JsonMapper();
            assertThat(json.readTree(records.get(0))).isEqualTo(json.readTree(expected));
        }
    }

    @Test
    void withoutADestinationThereIsNoRecord() {
        try (AsyncEventQueue invocations =
                invocations(this::fail, new EventInvokeConfig(0, SIX_HOURS, Optional.empty()))) {
            invocations.submit("a.png", "{}".getBytes(UTF_8)).join();

            assertThat(records).isEmpty();
        }
    }

    @Test
    void anEventIsAsOldAsItWouldBeOnLambda() {
        // The first wait makes it a minute old, the second three.
        EventInvokeConfig twoMinutes = new EventInvokeConfig(2, Duration.ofMinutes(2), QUEUE);
        try (AsyncEventQueue invocations = invocations(this::fail, twoMinutes)) {
            EventOutcome outcome =
                    invocations.submit("a.png", "{}".getBytes(UTF_8)).join();

            assertThat(outcome.attempts()).isEqualTo(2);
            assertThat(heard).endsWith("failed a.png 2 PT0.002S", "exhausted a.png 2 EventAgeExceeded");
            assertThat(records.get(0)).contains("\"condition\":\"EventAgeExceeded\"", "\"responsePayload\":{");
        }
    }

    @Test
    void anEventMayGrowTooOldBeforeItsFirstTry() {
        Invoker slow = (requestId, event) -> {
            clock.now = clock.now.plusSeconds(61);
            return succeed(requestId, event);
        };
        EventInvokeConfig oneMinute = new EventInvokeConfig(2, Duration.ofMinutes(1), QUEUE);
        CountDownLatch bothSubmitted = new CountDownLatch(1);
        Invoker held = (requestId, event) -> {
            bothSubmitted.await();
            return slow.invoke(requestId, event);
        };
        try (AsyncEventQueue invocations = invocations(held, oneMinute)) {
            CompletableFuture<EventOutcome> first = invocations.submit("a.png", "{}".getBytes(UTF_8));
            CompletableFuture<EventOutcome> second = invocations.submit("b.png", "{}".getBytes(UTF_8));
            bothSubmitted.countDown();

            assertThat(first.join()).isInstanceOf(EventOutcome.Succeeded.class);
            assertThat(second.join())
                    .isEqualTo(new EventOutcome.Exhausted(
                            second.join().delivery(), 0, "EventAgeExceeded", Optional.empty()));
            assertThat(records.get(0)).doesNotContain("responseContext");
        }
    }

    @Test
    void whatCannotRunCompletesExceptionally() {
        Invoker broken = (requestId, event) -> {
            throw new IllegalStateException("no java");
        };
        try (AsyncEventQueue invocations = invocations(broken, new EventInvokeConfig(2, SIX_HOURS, QUEUE))) {
            assertThatThrownBy(() ->
                            invocations.submit("a.png", "{}".getBytes(UTF_8)).join())
                    .hasRootCauseMessage("no java");
        }
    }

    @Test
    void closeInterruptsWhatRunsAndCancelsWhatWaits() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        Invoker endless = (requestId, event) -> {
            requestIds.add(requestId);
            running.countDown();
            new CountDownLatch(1).await();
            return succeed(requestId, event);
        };
        AsyncEventQueue invocations = invocations(endless, new EventInvokeConfig(2, SIX_HOURS, QUEUE));
        CompletableFuture<EventOutcome> runs = invocations.submit("a.png", "{}".getBytes(UTF_8));
        CompletableFuture<EventOutcome> queued = invocations.submit("b.png", "{}".getBytes(UTF_8));
        running.await();

        invocations.close();
        invocations.close();

        assertThatThrownBy(runs::join).isInstanceOf(CancellationException.class);
        assertThatThrownBy(queued::join).isInstanceOf(CancellationException.class);
        assertThat(requestIds).hasSize(1);
        assertThat(records).isEmpty();
        assertThatThrownBy(() -> invocations.submit("c.png", new byte[0]))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("invocation-"));
    }

    @Test
    void closeCancelsAWaitBetweenTries() throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(1);
        QueueListener waiting = new QueueListener() {
            @Override
            public void failed(
                    Delivery delivery, int attempt, InvocationResult.Failure failure, Optional<Duration> nextWait) {
                assertThat(nextWait).contains(Duration.ofMinutes(1));
                failed.countDown();
            }
        };
        AsyncEventQueue invocations = new AsyncEventQueue(
                this::fail,
                function(),
                new EventInvokeConfig(2, SIX_HOURS, QUEUE),
                new RetrySchedule(1),
                1,
                clock,
                waiting,
                records::add);
        CompletableFuture<EventOutcome> outcome = invocations.submit("a.png", "{}".getBytes(UTF_8));
        failed.await();

        invocations.close();

        assertThat(outcome).isCompletedExceptionally();
        assertThat(requestIds).hasSize(1);
    }

    private AsyncEventQueue invocations(Invoker invoker, EventInvokeConfig rules) {
        return new AsyncEventQueue(invoker, function(), rules, FASTEST, 1, clock, listener, records::add);
    }

    private static DeployedFunction function() {
        return new FunctionJar(Path.of("function.jar")).function("Echo");
    }

    private InvocationResult succeed(String requestId, byte[] event) {
        requestIds.add(requestId);
        return new InvocationResult.Success(requestId, new String(event, UTF_8), Duration.ZERO, true);
    }

    private InvocationResult fail(String requestId, byte[] event) {
        requestIds.add(requestId);
        String body = "{\"errorType\":\"a.B\",\"errorMessage\":\"no\"}";
        return new InvocationResult.Failure(requestId, "a.B", "no", body, Duration.ZERO);
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

    @Test
    void theRangesAreThoseOfLambda() {
        assertThatThrownBy(() -> new EventInvokeConfig(3, SIX_HOURS, QUEUE)).hasMessageContaining("3");
        assertThatThrownBy(() -> new EventInvokeConfig(2, Duration.ofSeconds(59), QUEUE))
                .hasMessageContaining("PT59S");
        assertThatThrownBy(() -> new RetrySchedule(0)).hasMessageContaining("0");
        assertThat(Map.of(1, FASTEST.wait(1), 2, FASTEST.wait(2)))
                .isEqualTo(Map.of(1, Duration.ofMillis(1), 2, Duration.ofMillis(2)));
    }
}
