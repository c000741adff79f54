package dev.zips3.local;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what was opened, the last first, once: at the end of the command, or when the process is told to end by Ctrl-C
 * or SIGTERM.
 */
final class Shutdown implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread hook = new Thread(this::closeAll, "shutdown");
    private boolean closing;

    Shutdown() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * @return the same
     * @throws IllegalStateException if the process is ending, after closing it
     */
    <T extends AutoCloseable> T closes(T resource) {
        synchronized (this) {
            if (!closing) {
                open.push(resource);
                return resource;
            }
        }
        close(resource);
        throw new IllegalStateException("the lab is ending");
    }

    /** Waits until the process is told to end. */
    synchronized void await() throws InterruptedException {
        while (!closing) {
            wait();
        }
    }

    private synchronized void closeAll() {
        closing = true;
        notifyAll();
        while (!open.isEmpty()) {
            close(open.pop());
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            System.err.println("While the lab ended: " + e);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook runs, or will: it closes everything, and the process ends with it.
            return;
        }
        closeAll();
    }
}
