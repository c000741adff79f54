package dev.zips3.local.lambda.host;

import static dev.zips3.local.lambda.queue.RuntimeResult.platformError;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.zips3.local.assembly.DeployedFunction;
import dev.zips3.local.lambda.queue.InvocationResult;
import dev.zips3.local.lambda.queue.RuntimeResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One process of the function and the runtime API that it asks: one invocation at a time, for one caller at a time.
 *
 * <p>It reports errors in Lambda's words, so that listeners and failure records show the same text as on AWS.
 */
final class ExecutionEnvironment implements AutoCloseable {

    /**
     * Lambda gives the initialization 10 seconds, then repeats it within the time of the invocation.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Init phase</a>
     */
    private static final Duration INITIALIZATION_LIMIT = Duration.ofSeconds(10);

    /** With SnapStart Lambda gives the initialization this time, or the function's timeout if that is longer. */
    private static final Duration SNAPSHOT_LIMIT = Duration.ofSeconds(130);

    /** The time from a result to the next request. A process that ends instead may first run its shutdown hooks. */
    private static final Duration NEXT_REQUEST_LIMIT = Duration.ofSeconds(5);

    /** From the end of a process's connections to the end of the process. */
    private static final Duration EXIT_LIMIT = Duration.ofMillis(500);

    /** The kernel terminates a killed process at once, unless a device holds it. */
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    /**
     * What a process wrote before it ended is in the pipe. If reading takes longer, another process keeps the pipe
     * open.
     */
    private static final long LAST_LINES_MILLIS = 1000;

    private static final String TIMED_OUT = "Sandbox.Timedout";

    private final DeployedFunction function;
    private final Clock clock;
    private final RuntimeApi api;
    private final TaskRoot root;
    private final Process process;
    private final Thread logReader;

    private final Consumer<LogLine> log;
    private final boolean startsFromSnapshot;

    /** Completes with the time from the start of the process to its first request for an event. */
    private final CompletableFuture<Duration> initialization;

    /** Completes with the reason when the process cannot start or has ended. */
    private final CompletableFuture<RuntimeResult> terminated;

    private volatile Optional<String> requestId = Optional.empty();
    private boolean used;

    /**
     * Starts the process and does not wait for it.
     *
     * @param log gets each line of the function's output, on a thread of this environment, and the report of each
     *     invocation, on the caller's thread
     * @throws IOException if the process cannot be started
     */
    ExecutionEnvironment(DeployedFunction function, RuntimeSettings settings, Clock clock, Consumer<LogLine> log)
            throws IOException {
        this.function = function;
        this.clock = clock;
        this.log = log;
        this.startsFromSnapshot = settings.startsFromSnapshot(function);
        long start = System.nanoTime();
        this.api = new RuntimeApi(function.arn());
        this.initialization = api.idle().thenApply(asked -> Duration.ofNanos(System.nanoTime() - start));
        try {
            this.root = TaskRoot.create();
            this.process = start(settings);
        } catch (IOException | RuntimeException | Error e) {
            api.close();
            throw e;
        }
        CompletableFuture<RuntimeResult> exit = process.onExit().thenApply(this::exitError);
        this.terminated = api.initError().applyToEither(exit, Function.identity());
        this.logReader = new Thread(this::readLog, "function-log-" + process.pid());
        logReader.setDaemon(true);
        try {
            logReader.start();
        } catch (Error e) {
            // The machine has no thread left.
            close();
            throw e;
        }
    }

    private Process start(RuntimeSettings settings) throws IOException {
        try {
            Map<String, String> variables =
                    new FunctionEnvironment(function, settings).variables(root, api.address(), credentials(settings));
            return new FunctionProcess(function, settings).start(root, variables);
        } catch (IOException | RuntimeException | Error e) {
            root.close();
            throw e;
        }
    }

    /** Returns the variables that say where the process gets its credentials. */
    private Map<String, String> credentials(RuntimeSettings settings) {
        if (!startsFromSnapshot) {
            return settings.credentials().variables();
        }
        CredentialsEndpoint endpoint = new CredentialsEndpoint(settings.credentials(), clock);
        api.serve(CredentialsEndpoint.PATH, endpoint);
        return endpoint.variables(api.address());
    }

    /** Whether the process waits for an invocation, or still starts; waits until that is known. */
    boolean awaitUsable() throws InterruptedException {
        return !used || awaitIdle(NEXT_REQUEST_LIMIT);
    }

    /**
     * Waits until the process is initialized, then runs one invocation for at most the function's timeout.
     *
     * @param event JSON, UTF-8
     * @throws InterruptedException if the caller gives up; the environment must be closed then
     */
    InvocationResult invoke(String requestId, byte[] event) throws InterruptedException {
        long start = System.nanoTime();
        boolean cold = !used;
        used = true;
        this.requestId = Optional.of(requestId);
        RuntimeResult result = run(requestId, event, cold);
        return new InvocationResult(result, Duration.ofNanos(System.nanoTime() - start), cold, process.pid());
    }

    private RuntimeResult run(String requestId, byte[] event, boolean cold) throws InterruptedException {
        CompletableFuture<RuntimeResult> first = terminated;
        if (cold && startsFromSnapshot) {
            restore();
        }
        long start = System.nanoTime();
        Optional<InvocationReport.Start> startOfProcess = Optional.empty();
        if (awaitIdle(INITIALIZATION_LIMIT.plus(function.timeout()))) {
            startOfProcess = cold ? Optional.of(started(start)) : Optional.empty();
            start = System.nanoTime();
            first = handOver(requestId, event).applyToEither(terminated, Function.identity());
            awaitDone(first, function.timeout());
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        OptionalLong memory = PeakMemory.mebibytes(process.pid());
        RuntimeResult result = first.isDone() ? first.join() : timeout(requestId);
        if (terminated.isDone()) {
            logReader.join(LAST_LINES_MILLIS);
        }
        InvocationReport report = new InvocationReport(
                requestId, duration, function.memoryMiB(), memory, startOfProcess, failure(result));
        log.accept(new LogLine(this.requestId, report.line()));
        return result;
    }

    /** Waits for the process to be ready for its snapshot, then tells it that the snapshot was restored. */
    private void restore() throws InterruptedException {
        Duration limit = function.timeout().compareTo(SNAPSHOT_LIMIT) > 0 ? function.timeout() : SNAPSHOT_LIMIT;
        if (awaitDone(CompletableFuture.anyOf(api.snapshot(), terminated), limit) && !terminated.isDone()) {
            try {
                api.restore();
            } catch (IOException e) {
                // The process ends. terminated says why.
                awaitDone(terminated, KILL_LIMIT);
            }
        }
    }

    /** @param restored when the restore began */
    private InvocationReport.Start started(long restored) {
        return startsFromSnapshot
                ? new InvocationReport.Start("Restore", Duration.ofNanos(System.nanoTime() - restored))
                : new InvocationReport.Start("Init", initialization.join());
    }

    /** Lambda's report has a status only if the runtime did not report the error itself. */
    private Optional<String> failure(RuntimeResult result) {
        if (!(result instanceof RuntimeResult.Error error)) {
            return Optional.empty();
        }
        if (error.type().equals(TIMED_OUT)) {
            return Optional.of("Status: timeout");
        }
        return terminated.isDone() && terminated.join().equals(error)
                ? Optional.of("Status: error\tError Type: " + error.type())
                : Optional.empty();
    }

    private CompletableFuture<RuntimeResult> handOver(String requestId, byte[] event) throws InterruptedException {
        try {
            return api.invoke(requestId, event, clock.instant().plus(function.timeout()));
        } catch (IOException e) {
            // The connection of a process that ends breaks a moment before its exit is known.
            if (awaitDone(terminated, EXIT_LIMIT)) {
                return terminated;
            }
            throw new IllegalStateException(
                    "process %d of function %s runs, but has closed its connection to the runtime API"
                            .formatted(process.pid(), function.name()),
                    e);
        }
    }

    /** Whether the process asks for an invocation within the limit; false as soon as it has terminated. */
    private boolean awaitIdle(Duration limit) throws InterruptedException {
        return awaitDone(CompletableFuture.anyOf(api.idle(), terminated), limit) && !terminated.isDone();
    }

    private static boolean awaitDone(Future<?> future, Duration limit) throws InterruptedException {
        try {
            future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private RuntimeResult timeout(String requestId) throws InterruptedException {
        kill();
        // The text of AWS's runtime interface emulator, which shares its source with Lambda.
        String message = String.format(
                Locale.ROOT,
                "Task timed out after %.2f seconds",
                function.timeout().toMillis() / 1000.0);
        return platformError(TIMED_OUT, requestId, message);
    }

    private RuntimeResult exitError(Process ended) {
        int status = ended.exitValue();
        String message = status == 0
                ? "Runtime exited without providing a reason"
                : "Runtime exited with error: exit status " + status;
        return platformError("Runtime.ExitError", requestId.orElse("unknown"), message);
    }

    private void readLog() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.accept(new LogLine(requestId, line));
            }
        } catch (IOException e) {
            // The stream of a killed process may break instead of end.
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void kill() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        // By its handle: Process.destroyForcibly also closes the pipe, and the lines not yet read are lost.
        process.toHandle().destroyForcibly();
        if (!process.waitFor(KILL_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "process %d of function %s runs on, %d s after it was killed; end it by hand"
                            .formatted(process.pid(), function.name(), KILL_LIMIT.toSeconds()));
        }
        logReader.join(LAST_LINES_MILLIS);
    }

    /** Terminates the process and deletes its directory. An invocation that runs fails with Runtime.ExitError. */
    @Override
    public synchronized void close() {
        boolean interrupted = Thread.interrupted();
        try {
            kill();
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            api.close();
            root.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
