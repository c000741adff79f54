package dev.zips3.local.lambda.host;

import dev.zips3.local.assembly.DeployedFunction;
import dev.zips3.local.lambda.queue.InvocationResult;
import dev.zips3.local.lambda.queue.Invoker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * The function's execution environments: as many as there are invocations at a time, up to a limit, each used again for
 * the next one.
 *
 * <p>AsyncEventQueue run on their callers' threads, any number at once; callers beyond the limit wait.
 */
public final class FunctionRuntime implements Invoker, AutoCloseable {

    private final DeployedFunction function;
    private final RuntimeSettings settings;
    private final Clock clock;
    private final Consumer<LogLine> log;
    private final Semaphore free;

    /** All of them; guarded by this. */
    private final Set<ExecutionEnvironment> environments = new HashSet<>();

    /** Those without an invocation, the last used first; guarded by this. */
    private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();

    private boolean closed;

    /**
     * Starts nothing yet.
     *
     * @param clock for the deadlines the function sees
     * @param log gets each line of the function's output, on several threads
     * @throws IllegalArgumentException when the function's code cannot be read
     */
    public FunctionRuntime(DeployedFunction function, RuntimeSettings settings, Clock clock, Consumer<LogLine> log) {
        if (!Files.isReadable(function.code())) {
            throw new IllegalArgumentException("code is '%s', must be a readable file".formatted(function.code()));
        }
        this.function = function;
        this.settings = settings;
        this.clock = clock;
        this.log = log;
        this.free = new Semaphore(settings.concurrency(), true);
    }

    /** Starts one execution environment ahead of the first invocation and does not wait for it. */
    public synchronized void warm() {
        if (environments.isEmpty()) {
            idle.addFirst(start());
        }
    }

    /** {@link #invoke(String, byte[])} with a request id of its own. */
    InvocationResult invoke(byte[] event) throws InterruptedException {
        return invoke(UUID.randomUUID().toString(), event);
    }

    /**
     * Runs the function once and waits for it.
     *
     * @param event JSON, UTF-8
     * @throws IllegalStateException when closed
     * @throws UncheckedIOException when no JVM can be started
     */
    @Override
    public InvocationResult invoke(String requestId, byte[] event) throws InterruptedException {
        free.acquire();
        try {
            ExecutionEnvironment environment = take();
            boolean answered = false;
            try {
                InvocationResult result = environment.invoke(requestId, event);
                answered = true;
                return result;
            } finally {
                if (answered) {
                    giveBack(environment);
                } else {
                    discard(environment);
                }
            }
        } finally {
            free.release();
        }
    }

    private ExecutionEnvironment take() throws InterruptedException {
        while (true) {
            ExecutionEnvironment environment;
            synchronized (this) {
                environment = idle.isEmpty() ? start() : idle.removeFirst();
            }
            if (environment.awaitUsable()) {
                return environment;
            }
            discard(environment);
        }
    }

    private synchronized ExecutionEnvironment start() {
        if (closed) {
            throw new IllegalStateException("the runtime of function " + function.name() + " is closed");
        }
        try {
            ExecutionEnvironment environment = new ExecutionEnvironment(function, settings, clock, log);
            environments.add(environment);
            return environment;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start function " + function.name(), e);
        }
    }

    private synchronized void giveBack(ExecutionEnvironment environment) {
        if (!closed) {
            idle.addFirst(environment);
        }
    }

    private void discard(ExecutionEnvironment environment) {
        synchronized (this) {
            environments.remove(environment);
        }
        environment.close();
    }

    /** Ends every JVM. AsyncEventQueue that run fail with Runtime.ExitError. */
    @Override
    public void close() {
        List<ExecutionEnvironment> all;
        synchronized (this) {
            closed = true;
            idle.clear();
            all = List.copyOf(environments);
            environments.clear();
        }
        all.forEach(ExecutionEnvironment::close);
    }
}
