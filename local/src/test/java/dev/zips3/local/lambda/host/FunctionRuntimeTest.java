package dev.zips3.local.lambda.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.zips3.local.assembly.DeployedFunction;
import dev.zips3.local.lambda.queue.InvocationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real JVMs under both runtime clients. */
@Timeout(120)
class FunctionRuntimeTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path directory;

    private static FunctionJar jar;
    private static Set<ProcessHandle> others;

    @BeforeAll
    static void pack() throws IOException {
        others = ProcessHandle.current().children().collect(Collectors.toSet());
        jar = FunctionJar.in(directory);
    }

    static Stream<RuntimeClient> clients() {
        return FunctionJar.clients();
    }

    /** The processes of this JVM but one that other tests may have started: the Node.js of the CDK library stays. */
    private static Stream<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(child -> !others.contains(child));
    }

    @AfterEach
    void noProcessIsLeft() {
        assertThat(children()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void returnsWhatTheHandlerReturns(RuntimeClient client) throws InterruptedException {
        try (FunctionRuntime runtime = jar.runtime(client, "Echo")) {
            String event = "{\"key\":\"images/été 東京.png\",\"size\":5368709121}";

            InvocationResult first = runtime.invoke("first", event.getBytes(UTF_8));
            InvocationResult second = runtime.invoke("second", event.getBytes(UTF_8));

            assertThat(first).isEqualTo(new InvocationResult.Success("first", event, first.duration(), true));
            assertThat(second).isEqualTo(new InvocationResult.Success("second", event, second.duration(), false));
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void takesHandlersOfStreamsAndEventsOfNearlyAMegabyte(RuntimeClient client) throws InterruptedException {
        try (FunctionRuntime runtime = jar.runtime(client, "StreamEcho::handleRequest")) {
            String event = "\"" + "é".repeat(450_000) + "\"";

            assertThat(success(runtime, event).body()).isEqualTo(event);
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void readsEventsOfS3(RuntimeClient client) throws InterruptedException {
        try (FunctionRuntime runtime = jar.runtime(client, "S3Keys::handleRequest")) {
            String event = """
                    {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-central-1",
                    "eventTime":"2026-01-02T03:04:05.678Z","eventName":"ObjectCreated:Put",
                    "userIdentity":{"principalId":"AWS:LAB"},"requestParameters":{"sourceIPAddress":"127.0.0.1"},
                    "responseElements":{"x-amz-request-id":"LAB","x-amz-id-2":"LAB"},
                    "s3":{"s3SchemaVersion":"1.0","configurationId":"lab","bucket":{"name":"b",
                    "ownerIdentity":{"principalId":"LAB"},"arn":"arn:aws:s3:::b"},
                    "object":{"key":"images/%C3%A9t%C3%A9+1%2B1.png","size":5368709121,"eTag":"abc",
                    "versionId":"v1","sequencer":"0055AED6DCD90281E5"}}}]}""";

            assertThat(success(runtime, event).body())
                    .isEqualTo("\"images/été 1+1.png|5368709121|abc|0055AED6DCD90281E5|v1\"");
            assertThat(success(runtime, "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}")
                            .body())
                    .isEqualTo("\"no records\"");
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void anExceptionFailsTheInvocationOnly(RuntimeClient client) throws Exception {
        try (FunctionRuntime runtime = jar.runtime(client, "Failing::exception")) {
            runtime.warm();
            long pid = children().findFirst().orElseThrow().pid();

            InvocationResult.Failure first = failure(runtime, "1");
            InvocationResult.Failure second = failure(runtime, "1");

            assertThat(first.errorType()).isEqualTo("java.lang.IllegalArgumentException");
            assertThat(first.errorMessage()).isEqualTo("no such image: été");
            JsonNode body = JSON.readTree(first.body());
            assertThat(body.path("errorMessage").asText()).isEqualTo("no such image: été");
            assertThat(body.path("stackTrace").path(0).asText()).contains("Failing.exception(Failing.java:");
            assertThat(second.errorType()).isEqualTo(first.errorType());
            assertThat(children().map(ProcessHandle::pid)).containsExactly(pid);
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void anExitFailsTheInvocationAndReplacesTheEnvironment(RuntimeClient client) throws InterruptedException {
        try (FunctionRuntime runtime = jar.runtime(client, "Failing::exit")) {
            InvocationResult.Failure three = failure(runtime, "3");
            InvocationResult.Failure zero = failure(runtime, "0");
            InvocationResult.Success next = success(runtime, "-1");

            assertThat(three.errorType()).isEqualTo("Runtime.ExitError");
            assertThat(three.errorMessage())
                    .isEqualTo("RequestId: " + three.requestId() + " Error: Runtime exited with error: exit status 3");
            assertThat(three.body()).contains("\"errorType\":\"Runtime.ExitError\"", three.errorMessage());
            assertThat(zero.errorMessage()).endsWith("Runtime exited without providing a reason");
            assertThat(next.cold()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void anErrorOfTheJvmIsReportedAndReplacesTheEnvironment(RuntimeClient client) throws InterruptedException {
        try (FunctionRuntime runtime = jar.runtime(client, "Failing::memory")) {
            assertThat(failure(runtime, "1").errorType()).isEqualTo("java.lang.OutOfMemoryError");
            assertThat(failure(runtime, "1").errorType()).isEqualTo("java.lang.OutOfMemoryError");
        }
        try (FunctionRuntime runtime = jar.runtime(client, "Failing::stack")) {
            assertThat(failure(runtime, "1").errorType()).isEqualTo("java.lang.StackOverflowError");
            assertThat(success(runtime, "-1").cold()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aTimeoutEndsTheJvm(RuntimeClient client) throws InterruptedException {
        List<LogLine> log = Collections.synchronizedList(new ArrayList<>());
        DeployedFunction function = jar.function("Failing::sleep", Duration.ofSeconds(4));
        try (FunctionRuntime runtime = jar.runtime(client, function, 1, log::add)) {
            InvocationResult.Failure failure = failure(runtime, "600");

            assertThat(failure.errorType()).isEqualTo("Sandbox.Timedout");
            assertThat(failure.errorMessage())
                    .isEqualTo("RequestId: " + failure.requestId() + " Error: Task timed out after 4.00 seconds");
            assertThat(children()).isEmpty();
            assertThat(log).contains(new LogLine(Optional.of(failure.requestId()), "falling asleep"));
            assertThat(success(runtime, "0").cold()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void anEnvironmentThatCannotStartFailsTheInvocation(RuntimeClient client) throws InterruptedException {
        try (FunctionRuntime runtime = jar.runtime(client, "BrokenStart")) {
            InvocationResult.Failure failure = failure(runtime, "1");

            assertThat(failure.errorType()).isEqualTo("java.lang.ExceptionInInitializerError");
            assertThat(failure.errorMessage()).contains("Error loading class", "BrokenStart");
            assertThat(failure(runtime, "1").errorType()).isEqualTo(failure.errorType());
        }
        try (FunctionRuntime runtime = jar.runtime(client, "ExitAtStart")) {
            runtime.warm();
            InvocationResult.Failure failure = failure(runtime, "1");

            assertThat(failure.errorType()).isEqualTo("Runtime.ExitError");
            assertThat(failure.errorMessage()).endsWith("exit status 7");
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aWrongHandlerFailsTheInvocation(RuntimeClient client) throws InterruptedException {
        try (FunctionRuntime runtime = jar.runtime(client, "Absent::handleRequest")) {
            InvocationResult.Failure failure = failure(runtime, "1");

            assertThat(failure.errorType()).isEqualTo("java.lang.ClassNotFoundException");
            assertThat(failure.errorMessage()).isEqualTo("Class not found: " + FunctionJar.HANDLERS + ".Absent");
        }
        try (FunctionRuntime runtime = jar.runtime(client, "Echo::")) {
            InvocationResult.Failure failure = failure(runtime, "1");

            assertThat(failure.errorType()).isEqualTo("Runtime.BadFunctionCode");
            assertThat(failure.errorMessage()).startsWith("Invalid handler: `");
        }
        try (FunctionRuntime runtime = jar.runtime(client, "Failing::absent")) {
            assertThat(failure(runtime, "1").errorMessage()).startsWith("No public method named absent");
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void everyLineOfOutputComesWithItsRequest(RuntimeClient client) throws InterruptedException {
        LinkedBlockingQueue<LogLine> log = new LinkedBlockingQueue<>();
        DeployedFunction function = jar.function("EnvironmentProbe::log");
        try (FunctionRuntime runtime = jar.runtime(client, function, 1, log::add)) {
            Optional<String> request =
                    Optional.of(success(runtime, "\"été 東京\"").requestId());
            List<LogLine> lines = List.of(log.take(), log.take(), log.take());

            assertThat(lines)
                    .containsExactlyInAnyOrder(
                            new LogLine(request, "out été 東京"),
                            new LogLine(request, "err été 東京"),
                            new LogLine(request, "log été 東京"));
        }
        assertThat(log).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void theContextIsTheTemplates(RuntimeClient client) throws Exception {
        try (FunctionRuntime runtime = jar.runtime(client, "EnvironmentProbe::context")) {
            JsonNode context = JSON.readTree(success(runtime, "{}").body());

            assertThat(context.path("arn").asText())
                    .isEqualTo("arn:aws:lambda:eu-central-1:000000000000:function:zipper:live");
            assertThat(context.path("name").asText()).isEqualTo("zipper");
            assertThat(context.path("version").asText()).isEqualTo("7");
            assertThat(context.path("memory").asInt()).isEqualTo(256);
            assertThat(context.path("logGroup").asText()).isEqualTo("/aws/lambda/zipper");
            assertThat(context.path("remaining").asLong())
                    .isPositive()
                    .isLessThanOrEqualTo(FunctionJar.AMPLE.toMillis());
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void invocationsAtOnceHaveAnEnvironmentEach(RuntimeClient client, @TempDir Path meeting) throws Exception {
        int many = 6;
        String event = "{\"directory\":\"%s\",\"expected\":\"%d\"}".formatted(meeting, many);
        ExecutorService callers = Executors.newFixedThreadPool(many);
        try (FunctionRuntime runtime = jar.runtime(client, jar.function("Rendezvous::meet"), many, line -> {})) {
            Callable<String> call = () -> success(runtime, event).body();
            Set<String> processes = callers.invokeAll(List.of(call, call, call, call, call, call)).stream()
                    .map(FunctionRuntimeTest::result)
                    .collect(Collectors.toSet());

            assertThat(processes).hasSize(many);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void noMoreInvocationsRunThanAreAllowed() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try (FunctionRuntime runtime =
                jar.runtime(RuntimeClient.PORTABLE, jar.function("EnvironmentProbe::machine"), 1, line -> {})) {
            Callable<Long> call = () ->
                    JSON.readTree(success(runtime, "{}").body()).path("pid").asLong();
            Set<Long> processes = callers.invokeAll(List.of(call, call, call, call)).stream()
                    .map(FunctionRuntimeTest::result)
                    .collect(Collectors.toSet());

            assertThat(processes).hasSize(1);
        } finally {
            callers.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void closeRemovesTheDirectoryAndIsFinal(RuntimeClient client) throws Exception {
        FunctionRuntime runtime = jar.runtime(client, "EnvironmentProbe::machine");
        JsonNode machine = JSON.readTree(success(runtime, "{}").body());
        Path root = Path.of(machine.path("directory").asText());
        assertThat(root).isDirectory();
        assertThat(machine.path("arguments").toString()).contains("-XX:+UseSerialGC", "-Xmx222823k");
        // A shared copy kills JVMs that start together, but only now and then: so this, too.
        assertThat(Files.exists(root.resolve("libaws-lambda-jni.so"))).isEqualTo(client == RuntimeClient.AWS);

        runtime.close();
        runtime.close();

        assertThat(root).doesNotExist();
        assertThat(ProcessHandle.of(machine.path("pid").asLong())).isEmpty();
        assertThatThrownBy(() -> runtime.invoke("late", new byte[0])).isInstanceOf(IllegalStateException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("function-log-"));
    }

    @Test
    void closeEndsWhatRuns() throws Exception {
        LinkedBlockingQueue<LogLine> log = new LinkedBlockingQueue<>();
        ExecutorService caller = Executors.newSingleThreadExecutor();
        FunctionRuntime runtime = jar.runtime(RuntimeClient.PORTABLE, jar.function("Failing::sleep"), 1, log::add);
        Future<InvocationResult.Failure> running = caller.submit(() -> failure(runtime, "600"));
        log.take();

        runtime.close();

        assertThat(running.get().errorType()).isEqualTo("Runtime.ExitError");
        caller.shutdownNow();
    }

    @Test
    void anInterruptedCallerLeavesNoInvocationBehind() throws Exception {
        LinkedBlockingQueue<LogLine> log = new LinkedBlockingQueue<>();
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (FunctionRuntime runtime =
                jar.runtime(RuntimeClient.PORTABLE, jar.function("Failing::sleep"), 1, log::add)) {
            Future<?> running = caller.submit(() -> runtime.invoke("given up", "600".getBytes(UTF_8)));
            log.take();
            caller.shutdownNow();

            assertThatThrownBy(running::get).hasCauseInstanceOf(InterruptedException.class);
            assertThat(children()).isEmpty();
        }
    }

    @Test
    void codeMustBeThere() {
        DeployedFunction function = new FunctionJar(directory.resolve("absent.jar")).function("Echo");
        RuntimeSettings settings = RuntimeSettings.ofThisMachine(Map.of());

        assertThatThrownBy(() -> new FunctionRuntime(function, settings, Clock.systemUTC(), line -> {}))
                .hasMessageContaining("absent.jar");
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static InvocationResult.Success success(FunctionRuntime runtime, String event) throws InterruptedException {
        InvocationResult result = runtime.invoke(event.getBytes(UTF_8));
        assertThat(result).isInstanceOf(InvocationResult.Success.class);
        return (InvocationResult.Success) result;
    }

    private static InvocationResult.Failure failure(FunctionRuntime runtime, String event) throws InterruptedException {
        InvocationResult result = runtime.invoke(event.getBytes(UTF_8));
        assertThat(result).isInstanceOf(InvocationResult.Failure.class);
        return (InvocationResult.Failure) result;
    }
}
