package dev.zips3.local.s3.event;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers events in their order, on its own thread: a slow or failing listener does not affect the request that
 * changed the object.
 */
public final class EventQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);
    private static final int CLOSE_SECONDS = 10;

    private final Clock clock;
    private final Sequencers sequencers;
    private final Consumer<ObjectEvent> listener;
    private final ExecutorService executor =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "s3-notifications"));

    public EventQueue(Clock clock, Consumer<ObjectEvent> listener) {
        this.clock = clock;
        this.sequencers = new Sequencers(clock);
        this.listener = listener;
    }

    /**
     * Sends the event of a new or overwritten object. The caller holds the lock of the key: then the events of a key
     * have the order of its changes.
     *
     * @param api what S3 writes behind {@code ObjectCreated:}, e.g. {@code Put}
     * @param eTag without quotes
     * @param versionId null in a bucket without versions
     */
    public void created(String api, String bucket, String key, Long size, String eTag, String versionId) {
        send("ObjectCreated:" + api, bucket, key, size, eTag, versionId);
    }

    /** Sends the event of a deleted object. The caller holds the lock of the key. */
    public void removed(String bucket, String key) {
        send("ObjectRemoved:Delete", bucket, key, null, null, null);
    }

    private void send(String name, String bucket, String key, Long size, String eTag, String versionId) {
        ObjectEvent event =
                new ObjectEvent(name, clock.instant(), bucket, key, size, eTag, versionId, sequencers.next());
        executor.execute(() -> {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.error("{} of {} was not delivered", event.eventName(), event.key(), e);
            }
        });
    }

    /** Waits up to ten seconds for the delivery of the events that were sent, because nothing sends them again. */
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
