package dev.zips3.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running peer, and what it has used since its start. */
final class PeerProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final String name;
    private final RuntimeApi api;
    private final TaskRoot root;
    private final long started;
    private final Process process;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    /** Starts it and does not wait. */
    PeerProcess(Peer peer) throws IOException {
        name = peer.name();
        api = new RuntimeApi("arn:aws:lambda:us-east-1:000000000000:function:peer:live");
        root = new TaskRoot();
        started = System.nanoTime();
        process = peer.launch().start(root, api.address());
        Thread reader = new Thread(this::read, "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            process.getInputStream().transferTo(output);
        } catch (IOException e) {
            // The pipe of a killed process may break instead of end; what came before is kept.
        }
    }

    Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    Usage usage() throws IOException {
        return Usage.of(process.toHandle());
    }

    /**
     * Waits until the peer asks for an event.
     *
     * @throws IllegalStateException if it ends, or does not ask in time; the message has its output
     */
    void await() throws InterruptedException {
        within(CompletableFuture.anyOf(api.idle(), process.onExit()));
        if (!process.isAlive()) {
            throw failed("ended with exit status " + process.exitValue());
        }
    }

    /**
     * Runs one invocation.
     *
     * @throws IllegalStateException if it fails; the message has the peer's output
     */
    void invoke(byte[] event) throws InterruptedException {
        await();
        CompletableFuture<RuntimeAnswer> answer =
                api.invoke(UUID.randomUUID().toString(), event, Instant.now().plus(LIMIT));
        Object first = within(CompletableFuture.anyOf(answer, process.onExit()));
        if (!(first instanceof RuntimeAnswer.Response)) {
            throw failed(first.toString());
        }
    }

    private Object within(CompletableFuture<?> future) throws InterruptedException {
        try {
            return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw failed("nothing in " + LIMIT);
        } catch (ExecutionException e) {
            throw failed(e.getCause().toString());
        }
    }

    private IllegalStateException failed(String how) {
        return new IllegalStateException(name + ": " + how + "\n" + output.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
        api.close();
        root.close();
    }
}
