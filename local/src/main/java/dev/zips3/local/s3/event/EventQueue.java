package dev.zips3.local.s3.event;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events on in their order, on a thread of its own: whoever listens can neither hold up nor break the request
 * that raised the event.
 */
public final class EventQueue implements Consumer<ObjectEvent>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);
    private static final int CLOSE_SECONDS = 10;

    private final Consumer<ObjectEvent> listener;
    private final ExecutorService executor =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "s3-notifications"));

    public EventQueue(Consumer<ObjectEvent> listener) {
        this.listener = listener;
    }

    @Override
    public void accept(ObjectEvent event) {
        executor.execute(() -> {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.error("{} of {} was not delivered", event.eventName(), event.key(), e);
            }
        });
    }

    /** Waits for the events already raised: their objects are changed, and nobody would raise them again. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("{} events were not delivered", executor.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
