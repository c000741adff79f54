package dev.zips3.local.lambda.host;

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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One JVM with the function and the runtime API it asks: one invocation at a time, for one caller at a time.
 *
 * <p>What goes wrong is told in Lambda's words, so that the failure is the one an alarm or a destination on AWS gets.
 */
final class ExecutionEnvironment implements AutoCloseable {

    /**
     * Lambda gives the initialization 10 seconds, then repeats it within the time of the invocation.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Init phase</a>
     */
    private static final Duration INITIALIZATION_LIMIT = Duration.ofSeconds(10);

    /** From the answer to the next question; a client that ends needs it to run its shutdown hooks. */
    private static final Duration SETTLING_LIMIT = Duration.ofSeconds(5);

    /** An archive takes seconds; without one the next start is as slow as this one was, and no worse. */
    private static final Duration RECORDING_LIMIT = Duration.ofSeconds(30);

    /** What a process wrote before it ended is in the pipe; longer, and something else holds the pipe open. */
    private static final long LAST_LINES_MILLIS = 1000;

    private final DeployedFunction function;
    private final Clock clock;
    private final RuntimeApi api;
    private final TaskRoot root;
    private final FunctionProcess launch;
    private final Process process;
    private final Thread logReader;
    private final CompletableFuture<RuntimeResult> gone;
    private volatile Optional<String> requestId = Optional.empty();
    /** Whether all that the JVM still says is of the archive that it leaves. */
    private volatile boolean recording;

    private boolean used;

    /**
     * Starts the JVM and does not wait for it.
     *
     * @param log gets each line of the function's output, on a thread of this environment
     * @throws IOException when it cannot be started
     */
    ExecutionEnvironment(DeployedFunction function, RuntimeSettings settings, Clock clock, Consumer<LogLine> log)
            throws IOException {
        this.function = function;
        this.clock = clock;
        this.api = new RuntimeApi(function.arn());
        this.root = new TaskRoot();
        this.launch = new FunctionProcess(function, settings);
        this.process = start();
        CompletableFuture<RuntimeResult> exit = process.onExit().thenApply(this::exitError);
        this.gone = api.initError().applyToEither(exit, Function.identity());
        this.logReader = new Thread(() -> readLog(log), "function-log-" + process.pid());
        logReader.setDaemon(true);
        logReader.start();
    }

    private Process start() throws IOException {
        try {
            return launch.start(root, api.address());
        } catch (IOException | RuntimeException e) {
            api.close();
            root.close();
            throw e;
        }
    }

    /** Whether the JVM waits for an invocation or is still on its first way there; waits until that is known. */
    boolean awaitUsable() throws InterruptedException {
        return !used || settles(SETTLING_LIMIT);
    }

    /**
     * Runs one invocation, for at most the function's timeout once the JVM is initialized.
     *
     * @param event JSON, UTF-8
     * @throws InterruptedException when the caller gives up; the environment must be closed then
     */
    InvocationResult invoke(String requestId, byte[] event) throws InterruptedException {
        long start = System.nanoTime();
        boolean cold = !used;
        used = true;
        this.requestId = Optional.of(requestId);
        RuntimeResult answer = answer(requestId, event);
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        if (answer instanceof RuntimeResult.Response response) {
            return new InvocationResult.Success(requestId, response.body(), duration, cold);
        }
        RuntimeResult.Error error = (RuntimeResult.Error) answer;
        return new InvocationResult.Failure(requestId, error.type(), error.message(), error.body(), duration);
    }

    private RuntimeResult answer(String requestId, byte[] event) throws InterruptedException {
        boolean initialized = settles(INITIALIZATION_LIMIT.plus(function.timeout()));
        if (gone.isDone()) {
            logReader.join(LAST_LINES_MILLIS);
            return gone.join();
        }
        if (!initialized) {
            return timedOut(requestId);
        }
        CompletableFuture<RuntimeResult> answer =
                api.invoke(requestId, event, clock.instant().plus(function.timeout()));
        CompletableFuture<RuntimeResult> first = answer.applyToEither(gone, Function.identity());
        if (!completes(first, function.timeout())) {
            return timedOut(requestId);
        }
        if (!answer.isDone()) {
            logReader.join(LAST_LINES_MILLIS);
        }
        return first.join();
    }

    /** Waits until the JVM asks for an invocation or is gone; true when it asks. */
    private boolean settles(Duration limit) throws InterruptedException {
        return completes(CompletableFuture.anyOf(api.idle(), gone), limit) && !gone.isDone();
    }

    private RuntimeResult timedOut(String requestId) throws InterruptedException {
        kill();
        // The wording of AWS's runtime interface emulator, which shares its source with Lambda.
        String message = String.format(
                Locale.ROOT,
                "Task timed out after %.2f seconds",
                function.timeout().toMillis() / 1000.0);
        return RuntimeResult.Error.ofPlatform("Sandbox.Timedout", requestId, message);
    }

    private RuntimeResult exitError(Process ended) {
        int status = ended.exitValue();
        String message = status == 0
                ? "Runtime exited without providing a reason"
                : "Runtime exited with error: exit status " + status;
        return RuntimeResult.Error.ofPlatform("Runtime.ExitError", requestId.orElse("unknown"), message);
    }

    private static boolean completes(Future<?> future, Duration limit) throws InterruptedException {
        try {
            future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void readLog(Consumer<LogLine> log) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!recording) {
                    log.accept(new LogLine(requestId, line));
                }
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
        // By its handle: Process.destroyForcibly also closes the pipe, and with it the lines not yet read.
        process.toHandle().destroyForcibly();
        process.waitFor();
        logReader.join(LAST_LINES_MILLIS);
    }

    /** Ends the JVM and removes its directory. An invocation that runs fails with Runtime.ExitError. */
    @Override
    public synchronized void close() {
        boolean interrupted = Thread.interrupted();
        try {
            if (launch.records()) {
                // Told to end, not killed: it writes its archive then, once for many starts.
                recording = true;
                process.toHandle().destroy();
                process.waitFor(RECORDING_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            }
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
