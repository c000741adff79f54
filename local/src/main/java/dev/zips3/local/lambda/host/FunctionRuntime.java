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
import java.util.function.Consumer;

/**
 * The function's execution environments: one for each invocation that runs, used again for later ones.
 *
 * <p>Invocations run on their callers' threads; the callers limit how many run at a time.
 */
public final class FunctionRuntime implements Invoker, AutoCloseable {

    private final DeployedFunction function;
    private final RuntimeSettings settings;
    private final Clock clock;
    private final Consumer<LogLine> log;

    /** All of them; guarded by this. */
    private final Set<ExecutionEnvironment> environments = new HashSet<>();

    /** Those that run no invocation, the last used first; guarded by this. */
    private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();

    private boolean closed;

    /**
     * Starts no process yet.
     *
     * @param clock for the deadlines that the function sees
     * @param log gets each line of the function's output, on several threads
     * @throws IllegalArgumentException if the function's code cannot be read
     */
    public FunctionRuntime(DeployedFunction function, RuntimeSettings settings, Clock clock, Consumer<LogLine> log) {
        if (!Files.isReadable(function.code())) {
            throw new IllegalArgumentException("code is '%s', must be a readable file".formatted(function.code()));
        }
        this.function = function;
        this.settings = settings;
        this.clock = clock;
        this.log = log;
    }

    /** Starts an execution environment before the first invocation and does not wait for it. */
    public synchronized void warm() {
        if (environments.isEmpty()) {
            idle.addFirst(start());
        }
    }

    /**
     * Runs the function once and waits for it.
     *
     * @param event JSON, UTF-8
     * @throws IllegalStateException if the runtime is closed
     * @throws UncheckedIOException if no process can be started
     */
    @Override
    public InvocationResult invoke(String requestId, byte[] event) throws InterruptedException {
        ExecutionEnvironment environment = take();
        try {
            InvocationResult result = environment.invoke(requestId, event);
            release(environment);
            return result;
        } catch (InterruptedException | RuntimeException | Error e) {
            discard(environment);
            throw e;
        }
    }

    private ExecutionEnvironment take() throws InterruptedException {
        while (true) {
            ExecutionEnvironment environment;
            synchronized (this) {
                environment = idle.isEmpty() ? start() : idle.removeFirst();
            }
            boolean usable = false;
            try {
                usable = environment.awaitUsable();
            } finally {
                if (!usable) {
                    discard(environment);
                }
            }
            if (usable) {
                return environment;
            }
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
            throw new UncheckedIOException(
                    "cannot start function %s: %s".formatted(function.name(), e.getMessage()), e);
        }
    }

    private synchronized void release(ExecutionEnvironment environment) {
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

    /**
     * Terminates every process, also if one of them cannot be terminated. Invocations that run fail with
     * Runtime.ExitError.
     */
    @Override
    public void close() {
        List<ExecutionEnvironment> all;
        synchronized (this) {
            closed = true;
            idle.clear();
            all = List.copyOf(environments);
            environments.clear();
        }
        RuntimeException failure = null;
        for (ExecutionEnvironment environment : all) {
            try {
                environment.close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
