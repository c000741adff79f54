package dev.zips3.local.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Closes what a command opened, the last first, once: at the end of the command, or when the process is told to end by
 * Ctrl-C or SIGTERM.
 *
 * <p>In the latter case the command's thread is interrupted and waited for before anything is closed: what it is just
 * about to open is closed too, and nothing is written into a directory that is being deleted.
 */
final class Shutdown implements AutoCloseable {

    /** For a thread that heeds its interrupt. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** For one that does not: a broken end is better than none. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread command = Thread.currentThread();
    private final CountDownLatch left = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "shutdown");

    Shutdown() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Returns the same. */
    <T extends AutoCloseable> T closes(T resource) {
        synchronized (open) {
            open.push(resource);
        }
        return resource;
    }

    /** Waits until the process is told to end, or the command's thread is interrupted. */
    void await() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // That is how it is told.
        }
    }

    private void end() {
        command.interrupt();
        if (!leaves(GRACE)) {
            // A synth heeds no interrupt, but it ends with its Node.js.
            ProcessHandle.current().children().forEach(ProcessHandle::destroy);
            leaves(PATIENCE);
        }
        closeAll();
        leaves(PATIENCE);
    }

    private boolean leaves(Duration limit) {
        try {
            return left.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void closeAll() {
        synchronized (open) {
            while (!open.isEmpty()) {
                close(open.pop());
            }
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            System.err.println("While the lab ended: " + e);
        }
    }

    /** Does not return when the process is told to end: what the command would say of its interruption is no news. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            left.countDown();
            new Semaphore(0).acquireUninterruptibly();
        }
        closeAll();
    }
}
