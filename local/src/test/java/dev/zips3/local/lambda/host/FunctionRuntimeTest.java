package dev.zips3.local.lambda.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.zips3.local.assembly.DeployedFunction;
import dev.zips3.local.lambda.queue.InvocationResult;
import dev.zips3.local.lambda.queue.RuntimeResult;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts real JVMs; what needs several of them and shows little more runs in the full build only. */
class FunctionRuntimeTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long LIMIT_SECONDS = 60;

    @TempDir
    static Path directory;

    private static FunctionJar jar;
    private static Set<ProcessHandle> others;

    private final LinkedBlockingQueue<LogLine> log = new LinkedBlockingQueue<>();

    @BeforeAll
    static void pack() throws IOException {
        others = ProcessHandle.current().children().collect(Collectors.toSet());
        jar = FunctionJar.in(directory);
    }

    /** The processes of this JVM without those that other tests have started. */
    private static Stream<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(child -> !others.contains(child));
    }

    @AfterEach
    void leavesNoProcess() {
        assertThat(children()).isEmpty();
    }

    @Test
    void returnsResponsesAndKeepsTheProcess() throws InterruptedException {
        try (FunctionRuntime runtime = jar.runtime(jar.function("Echo"), log::add)) {
            String event = "{\"key\":\"images/été 東京.png\",\"size\":5368709121}";

            InvocationResult first = runtime.invoke("first", event.getBytes(UTF_8));
            InvocationResult second = runtime.invoke("second", event.getBytes(UTF_8));

            long pid = children().findFirst().orElseThrow().pid();
            RuntimeResult response = new RuntimeResult.Response(event);
            assertThat(first).isEqualTo(new InvocationResult(response, first.duration(), true, pid));
            assertThat(second).isEqualTo(new InvocationResult(response, second.duration(), false, pid));
        }
        assertThat(log).as("the JVM warns of nothing").hasSize(2).allMatch(FunctionRuntimeTest::isReport);
    }

    @Test
    void passesEventsOfNearlyAMegabyteToStreamHandlers() throws InterruptedException {
        try (FunctionRuntime runtime = jar.runtime("StreamEcho::handleRequest")) {
            String event = "\"" + "é".repeat(450_000) + "\"";

            assertThat(response(runtime, event)).isEqualTo(event);
        }
    }

    @Test
    @Tag("full")
    void readsS3Events() throws InterruptedException {
        try (FunctionRuntime runtime = jar.runtime("S3Keys::handleRequest")) {
            String event = """
                    {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-central-1",
                    "eventTime":"2026-01-02T03:04:05.678Z","eventName":"ObjectCreated:Put",
                    "userIdentity":{"principalId":"AWS:LAB"},"requestParameters":{"sourceIPAddress":"127.0.0.1"},
                    "responseElements":{"x-amz-request-id":"LAB","x-amz-id-2":"LAB"},
                    "s3":{"s3SchemaVersion":"1.0","configurationId":"lab","bucket":{"name":"b",
                    "ownerIdentity":{"principalId":"LAB"},"arn":"arn:aws:s3:::b"},
                    "object":{"key":"images/%C3%A9t%C3%A9+1%2B1.png","size":5368709121,"eTag":"abc",
                    "versionId":"v1","sequencer":"0055AED6DCD90281E5"}}}]}""";

            assertThat(response(runtime, event))
                    .isEqualTo("\"images/été 1+1.png|5368709121|abc|0055AED6DCD90281E5|v1\"");
            assertThat(response(runtime, "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}"))
                    .isEqualTo("\"no records\"");
        }
    }

    @Test
    void reportsExceptionsAndKeepsTheProcess() throws Exception {
        try (FunctionRuntime runtime = jar.runtime("Failing::exception")) {
            runtime.warm();
            long pid = children().findFirst().orElseThrow().pid();

            RuntimeResult.Error first = error(runtime, "1");
            RuntimeResult.Error second = error(runtime, "1");

            assertThat(first.type()).isEqualTo("java.lang.IllegalArgumentException");
            assertThat(first.message()).isEqualTo("no such image: été");
            JsonNode body = JSON.readTree(first.body());
            assertThat(body.path("errorMessage").asText()).isEqualTo("no such image: été");
            assertThat(body.path("stackTrace").path(0).asText()).contains("Failing.exception(Failing.java:");
            assertThat(second.type()).isEqualTo(first.type());
            assertThat(children().map(ProcessHandle::pid)).containsExactly(pid);
        }
    }

    @Test
    void replacesAProcessThatExits() throws InterruptedException {
        try (FunctionRuntime runtime = jar.runtime("Failing::exit")) {
            RuntimeResult.Error exited = (RuntimeResult.Error)
                    runtime.invoke("exits", "3".getBytes(UTF_8)).result();

            assertThat(exited.type()).isEqualTo("Runtime.ExitError");
            assertThat(exited.message()).isEqualTo("RequestId: exits Error: Runtime exited with error: exit status 3");
            assertThat(exited.body()).contains("\"errorType\":\"Runtime.ExitError\"", exited.message());
            assertThat(invoke(runtime, "-1").cold()).isTrue();
            assertThat(error(runtime, "0").message()).endsWith("Runtime exited without providing a reason");
        }
    }

    @Test
    void reportsAnErrorOfTheJvmAndReplacesTheProcess() throws InterruptedException {
        try (FunctionRuntime runtime = jar.runtime("Failing::memory")) {
            InvocationResult first = invoke(runtime, "1");
            InvocationResult second = invoke(runtime, "1");

            assertThat(((RuntimeResult.Error) first.result()).type()).isEqualTo("java.lang.OutOfMemoryError");
            assertThat(((RuntimeResult.Error) second.result()).type()).isEqualTo("java.lang.OutOfMemoryError");
            assertThat(second.cold()).isTrue();
            assertThat(second.processId()).isNotEqualTo(first.processId());
        }
    }

    @Test
    @Tag("full")
    void reportsAStackOverflowAndReplacesTheProcess() throws InterruptedException {
        try (FunctionRuntime runtime = jar.runtime("Failing::stack")) {
            assertThat(error(runtime, "1").type()).isEqualTo("java.lang.StackOverflowError");
            assertThat(invoke(runtime, "-1").cold()).isTrue();
        }
    }

    @Test
    void terminatesAProcessThatExceedsTheTimeout() throws InterruptedException {
        DeployedFunction function = jar.function("Failing::sleep", Duration.ofSeconds(1));
        try (FunctionRuntime runtime = jar.runtime(function, log::add)) {
            RuntimeResult result =
                    runtime.invoke("sleeps", "600".getBytes(UTF_8)).result();

            assertThat(((RuntimeResult.Error) result).type()).isEqualTo("Sandbox.Timedout");
            assertThat(((RuntimeResult.Error) result).message())
                    .isEqualTo("RequestId: sleeps Error: Task timed out after 1.00 seconds");
            assertThat(children()).isEmpty();
            assertThat(log).hasSize(2).contains(new LogLine(Optional.of("sleeps"), "falling asleep"));
            assertThat(log.stream().filter(FunctionRuntimeTest::isReport).map(LogLine::text))
                    .singleElement()
                    .asString()
                    .contains("\tMax Memory Used: ", "\tInit Duration: ")
                    .endsWith("\tStatus: timeout");
        }
    }

    @Test
    void reportsAFailedInitialization() throws InterruptedException {
        try (FunctionRuntime runtime = jar.runtime("BrokenStart")) {
            RuntimeResult.Error error = error(runtime, "1");

            assertThat(error.type()).isEqualTo("java.lang.ExceptionInInitializerError");
            assertThat(error.message()).contains("Error loading class", "BrokenStart");
        }
    }

    @Test
    void reportsAnExitBeforeTheFirstInvocation() throws InterruptedException {
        try (FunctionRuntime runtime = jar.runtime("ExitAtStart")) {
            runtime.warm();
            RuntimeResult.Error error = error(runtime, "1");

            assertThat(error.type()).isEqualTo("Runtime.ExitError");
            assertThat(error.message()).endsWith("exit status 7");
        }
    }

    @Test
    void reportsAMissingClass() throws InterruptedException {
        try (FunctionRuntime runtime = jar.runtime("Absent::handleRequest")) {
            RuntimeResult.Error error = error(runtime, "1");

            assertThat(error.type()).isEqualTo("java.lang.ClassNotFoundException");
            assertThat(error.message()).isEqualTo("Class not found: " + FunctionJar.HANDLERS + ".Absent");
        }
    }

    @Test
    @Tag("full")
    void reportsAMissingMethod() throws InterruptedException {
        try (FunctionRuntime runtime = jar.runtime("Failing::absent")) {
            assertThat(error(runtime, "1").message()).startsWith("No public method named absent");
        }
        try (FunctionRuntime runtime = jar.runtime("Echo::")) {
            RuntimeResult.Error error = error(runtime, "1");

            assertThat(error.type()).isEqualTo("Runtime.BadFunctionCode");
            assertThat(error.message()).startsWith("Invalid handler: `");
        }
    }

    @Test
    void passesOnEachLineOfOutputWithItsRequest() throws InterruptedException {
        try (FunctionRuntime runtime = jar.runtime(jar.function("EnvironmentProbe::log"), log::add)) {
            runtime.invoke("request", "\"été 東京\"".getBytes(UTF_8));
            List<LogLine> lines = Stream.of(nextLine(), nextLine(), nextLine(), nextLine())
                    .filter(line -> !isReport(line))
                    .toList();

            Optional<String> request = Optional.of("request");
            assertThat(lines)
                    .containsExactlyInAnyOrder(
                            new LogLine(request, "out été 東京"),
                            new LogLine(request, "err été 東京"),
                            new LogLine(request, "log été 東京"));
        }
        assertThat(log).isEmpty();
    }

    @Test
    void passesTheContextToTheHandler() throws Exception {
        try (FunctionRuntime runtime = jar.runtime("EnvironmentProbe::context")) {
            JsonNode context = JSON.readTree(
                    runtime.invoke("request", "{}".getBytes(UTF_8)).result().body());

            assertThat(context.path("requestId").asText()).isEqualTo("request");
            assertThat(context.path("arn").asText())
                    .isEqualTo("arn:aws:lambda:eu-central-1:000000000000:function:zipper:live");
            assertThat(context.path("name").asText()).isEqualTo("zipper");
            assertThat(context.path("version").asText()).isEqualTo("7");
            assertThat(context.path("memory").asInt()).isEqualTo(256);
            assertThat(context.path("logGroup").asText()).isEqualTo("/aws/lambda/zipper");
            assertThat(context.path("remaining").asLong())
                    .isPositive()
                    .isLessThanOrEqualTo(FunctionJar.LONG_TIMEOUT.toMillis());
            assertThat(context.path("traceHeader").asText()).startsWith("Root=1-");
        }
    }

    @Test
    void passesLambdasVariablesAndNoOthers() throws Exception {
        Set<String> lambdas = new FunctionEnvironment(
                        jar.function("EnvironmentProbe::environment"),
                        new RuntimeSettings(Map.of(), FunctionJar.CREDENTIALS, List.of(), List.of()))
                .variables(
                        TaskRoot.in(Files.createDirectory(directory.resolve("root"))),
                        "",
                        FunctionJar.CREDENTIALS.variables())
                .keySet();
        assertThat(lambdas.containsAll(System.getenv().keySet()))
                .as("this JVM has no variable that the function must not see")
                .isFalse();
        try (FunctionRuntime runtime = jar.runtime("EnvironmentProbe::environment")) {
            JsonNode seen = JSON.readTree(response(runtime, "{}"));

            assertThat(seen.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(lambdas);
            assertThat(seen.path("AWS_ACCESS_KEY_ID").asText()).isEqualTo("id");
            assertThat(seen.path("AWS_REGION").asText()).isEqualTo("eu-central-1");
            assertThat(seen.path("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").asText()).isEqualTo("256");
            assertThat(seen.path("AWS_LAMBDA_RUNTIME_API").asText()).startsWith("127.0.0.1:");
            assertThat(seen.path("LANG").asText()).isEqualTo("C.UTF-8");
            assertThat(seen.path("TZ").asText()).isEqualTo(":UTC");
        }
    }

    @Test
    void reportsEachInvocationAsLambdaDoes() throws InterruptedException {
        String times = "REPORT RequestId: %s\tDuration: \\d+\\.\\d\\d ms\tBilled Duration: \\d+ ms";
        String memory = "\tMemory Size: 256 MB\tMax Memory Used: \\d+ MB";
        try (FunctionRuntime runtime = jar.runtime(jar.function("Failing::exit"), log::add)) {
            runtime.invoke("first", "-1".getBytes(UTF_8));
            runtime.invoke("second", "-1".getBytes(UTF_8));
            runtime.invoke("exits", "3".getBytes(UTF_8));

            List<String> reports = log.stream()
                    .filter(FunctionRuntimeTest::isReport)
                    .map(LogLine::text)
                    .toList();
            assertThat(reports).hasSize(3);
            assertThat(reports.get(0)).matches(times.formatted("first") + memory + "\tInit Duration: \\d+\\.\\d\\d ms");
            assertThat(reports.get(1)).matches(times.formatted("second") + memory);
            assertThat(reports.get(2)).endsWith("\tMemory Size: 256 MB\tStatus: error\tError Type: Runtime.ExitError");
        }
    }

    @Test
    void runsTheHooksOfASnapshot() throws Exception {
        try (FunctionRuntime runtime = jar.runtime(jar.snapshot("Snapshots::hooks"), log::add)) {
            runtime.warm();
            assertThat(nextLine()).isEqualTo(new LogLine(Optional.empty(), "beforeCheckpoint"));

            InvocationResult first = runtime.invoke("first", "{}".getBytes(UTF_8));
            runtime.invoke("second", "{}".getBytes(UTF_8));

            assertThat(first.result()).isEqualTo(new RuntimeResult.Response("[\"beforeCheckpoint\",\"afterRestore\"]"));
            List<LogLine> lines = List.of(nextLine(), nextLine(), nextLine());
            assertThat(lines).contains(new LogLine(Optional.of("first"), "afterRestore"));
            assertThat(lines.stream().filter(FunctionRuntimeTest::isReport).map(LogLine::text))
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .contains("\tRestore Duration: ", "\tBilled Restore Duration: ")
                                    .doesNotContain("Init Duration"),
                            line -> assertThat(line).doesNotContain("Restore"));
        }
    }

    @Test
    void hidesTheLabFromTheFunction() throws Exception {
        List<String> ofTheLab = List.of(
                FunctionRuntime.class.getName(),
                JsonMapper.class.getName(),
                "org.eclipse.jetty.server.Server",
                "software.amazon.awssdk.services.s3.S3Client");
        try (FunctionRuntime runtime = jar.runtime("EnvironmentProbe::visible")) {
            assertThat(response(runtime, JSON.writeValueAsString(ofTheLab))).isEqualTo("[]");
            assertThat(response(runtime, "[\"" + FunctionJar.HANDLERS + ".Echo\"]"))
                    .contains("Echo");
        }
    }

    @Test
    void closeTerminatesTheProcessAndDeletesItsDirectory() throws Exception {
        FunctionRuntime runtime = jar.runtime("EnvironmentProbe::machine");
        JsonNode machine = JSON.readTree(response(runtime, "{}"));
        Path root = Path.of(machine.path("directory").asText());
        assertThat(root).isDirectory();
        assertThat(machine.path("arguments").toString()).contains("-XX:+UseSerialGC", "-Xmx222823k");
        assertThat(machine.path("classPath").asText()).endsWith(jar.path().toString());

        runtime.close();
        runtime.close();

        assertThat(root).doesNotExist();
        assertThat(ProcessHandle.of(machine.path("pid").asLong())).isEmpty();
        assertThatThrownBy(() -> runtime.invoke("late", new byte[0])).isInstanceOf(IllegalStateException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("function-log-"));
    }

    @Test
    void closeFailsTheInvocationThatRuns() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        FunctionRuntime runtime = jar.runtime(jar.function("Failing::sleep"), log::add);
        Future<RuntimeResult.Error> running = caller.submit(() -> error(runtime, "600"));
        nextLine();

        runtime.close();

        assertThat(running.get(LIMIT_SECONDS, TimeUnit.SECONDS).type()).isEqualTo("Runtime.ExitError");
        caller.shutdownNow();
    }

    @Test
    void runsAnotherCommandInPlaceOfTheJvm() throws Exception {
        List<String> command = command(EchoCommand.class);
        try (FunctionRuntime runtime = jar.runtime(jar.function("Echo"), command, log::add)) {
            InvocationResult result = invoke(runtime, "\"é\"");

            assertThat(JSON.readTree(result.result().body()).path("event").asText())
                    .isEqualTo("é");
            assertThat(JSON.readTree(result.result().body()).path("zipPrefix").asText())
                    .isEqualTo("zip/");
            assertThat(JSON.readTree(result.result().body()).path("pid").asLong())
                    .isEqualTo(result.processId());
        }
    }

    private static List<String> command(Class<?> program, String... arguments) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path classes = Path.of(
                program.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> command = new ArrayList<>(List.of(java.toString(), "-cp", classes.toString(), program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    @Test
    void givesNoEventToAProcessThatHasHungUp() throws Exception {
        List<String> command = command(OddCommand.class, "connection");
        try (FunctionRuntime runtime = jar.runtime(jar.function("Echo"), command, log::add)) {
            runtime.warm();
            assertThat(nextLine().text()).isEqualTo("hung up");

            assertThatThrownBy(() -> invoke(runtime, "1"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageEndingWith("of function zipper runs, but has closed its connection to the runtime API");
            assertThat(children()).as("the process is terminated").isEmpty();
        }
        assertLeavesNothing();
    }

    @Test
    void worksWithAProcessThatHasClosedItsOutput() throws Exception {
        List<String> command = command(OddCommand.class, "output");
        try (FunctionRuntime runtime = jar.runtime(jar.function("Echo"), command, log::add)) {
            InvocationResult first = invoke(runtime, "1");
            InvocationResult second = invoke(runtime, "2");

            assertThat(second.result().body()).isEqualTo("2");
            assertThat(second.processId()).isEqualTo(first.processId());
        }
        assertLeavesNothing();
    }

    /** The process does not ask for its next event; the caller gives up while it waits for that. */
    @Test
    void terminatesTheProcessThatAnInterruptedCallerWaitsFor() throws Exception {
        List<String> command = command(OddCommand.class, "requests");
        try (FunctionRuntime runtime = jar.runtime(jar.function("Echo"), command, log::add)) {
            invoke(runtime, "1");
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> invoke(runtime, "2")).isInstanceOf(InterruptedException.class);
            assertThat(children()).isEmpty();
        }
        assertLeavesNothing();
    }

    /**
     * A terminal sends Ctrl-C to the lab and to the function, and the lab then ends the function. Where the tests run
     * in the background of a shell, every process ignores Ctrl-C, and this test shows nothing.
     */
    @Test
    void leavesTheFunctionRunningOnCtrlC() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (FunctionRuntime runtime = jar.runtime(jar.function("Failing::sleep"), log::add)) {
            Future<String> response = caller.submit(() -> response(runtime, "1"));
            nextLine();

            long pid = children().findFirst().orElseThrow().pid();
            assertThat(new ProcessBuilder("kill", "-INT", Long.toString(pid))
                            .start()
                            .waitFor())
                    .isZero();

            assertThat(response.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("\"awake\"");
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void leavesNothingOfAProcessThatCannotBeStarted() throws Exception {
        List<String> command = List.of(directory.resolve("absent").toString());
        try (FunctionRuntime runtime = jar.runtime(jar.function("Echo"), command, log::add)) {
            long before = taskRoots();

            assertThatThrownBy(() -> invoke(runtime, "1"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("cannot start function zipper: Cannot run program \"" + command.get(0));
            assertThat(taskRoots()).isEqualTo(before);
        }
        assertLeavesNothing();
    }

    private static long taskRoots() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("zips3-lambda-"))
                    .count();
        }
    }

    private static void assertLeavesNothing() {
        assertThat(children()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("function-log-"));
    }

    @Test
    @Tag("full")
    void startsAProcessForEachInvocationThatRuns(@TempDir Path meeting) throws Exception {
        int many = 6;
        String event = "{\"directory\":\"%s\",\"expected\":\"%d\"}".formatted(meeting, many);
        ExecutorService callers = Executors.newFixedThreadPool(many);
        try (FunctionRuntime runtime = jar.runtime("Rendezvous::meet")) {
            Callable<Long> call = () -> invoke(runtime, event).processId();
            Set<Long> processes =
                    callers.invokeAll(Collections.nCopies(many, call), LIMIT_SECONDS, TimeUnit.SECONDS).stream()
                            .map(FunctionRuntimeTest::result)
                            .collect(Collectors.toSet());

            assertThat(processes).hasSize(many);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    @Tag("full")
    void terminatesTheProcessOfAnInterruptedCaller() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (FunctionRuntime runtime = jar.runtime(jar.function("Failing::sleep"), log::add)) {
            Future<?> running = caller.submit(() -> runtime.invoke("given up", "600".getBytes(UTF_8)));
            nextLine();
            caller.shutdownNow();

            assertThatThrownBy(() -> running.get(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(children()).isEmpty();
        }
    }

    @Test
    void rejectsAFunctionWithoutCode() {
        DeployedFunction function = new FunctionJar(directory.resolve("absent.jar")).function("Echo");
        RuntimeSettings settings = new RuntimeSettings(Map.of(), FunctionJar.CREDENTIALS, List.of(), List.of());

        assertThatThrownBy(() -> new FunctionRuntime(function, settings, Clock.systemUTC(), line -> {}))
                .hasMessageContaining("absent.jar");
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isReport(LogLine line) {
        return line.text().startsWith("REPORT ");
    }

    private LogLine nextLine() throws InterruptedException {
        LogLine line = log.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(line).as("a line of the function").isNotNull();
        return line;
    }

    private static InvocationResult invoke(FunctionRuntime runtime, String event) throws InterruptedException {
        return runtime.invoke(UUID.randomUUID().toString(), event.getBytes(UTF_8));
    }

    private static String response(FunctionRuntime runtime, String event) throws InterruptedException {
        RuntimeResult result = invoke(runtime, event).result();
        assertThat(result).isInstanceOf(RuntimeResult.Response.class);
        return result.body();
    }

    private static RuntimeResult.Error error(FunctionRuntime runtime, String event) throws InterruptedException {
        RuntimeResult result = invoke(runtime, event).result();
        assertThat(result).isInstanceOf(RuntimeResult.Error.class);
        return (RuntimeResult.Error) result;
    }
}
