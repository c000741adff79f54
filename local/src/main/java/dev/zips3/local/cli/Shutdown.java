package dev.zips3.local.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Closes what a command opened, in reverse order: at the end of the command, or when Ctrl-C or SIGTERM ends the
 * process.
 *
 * <p>Ctrl-C interrupts the command's thread and waits for it before anything is closed. So what the command is about to
 * open is closed too, and nothing is written into a directory that is being deleted.
 */
final class Shutdown implements AutoCloseable {

    /** Longer than {@link CdkApp} waits for its process to end. */
    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread command = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "shutdown");

    Shutdown() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Returns the resource that it will close. */
    <T extends AutoCloseable> T closes(T resource) {
        synchronized (open) {
            open.push(resource);
        }
        return resource;
    }

    /** Waits for Ctrl-C or SIGTERM. */
    void await() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // end() interrupts this thread.
        }
    }

    private void end() {
        command.interrupt();
        awaitCommand();
        closeAll();
        // A download that ignores the interrupt ends with the lab's S3, then deletes its temporary file.
        awaitCommand();
    }

    private void awaitCommand() {
        try {
            boolean inTime = ended.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (!inTime) {
                System.err.println("The command has not ended after " + LIMIT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
            System.err.println(Terminal.escape("While the lab ended: " + e));
        }
    }

    /** Does not return after Ctrl-C or SIGTERM: the command would print a stack trace of its interruption. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            ended.countDown();
            new Semaphore(0).acquireUninterruptibly();
        }
        closeAll();
    }
}
