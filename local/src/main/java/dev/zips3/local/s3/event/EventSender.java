package dev.zips3.local.s3.event;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * Sends the event of each change of an object before the request that made the change gets its response. If the
 * listener does not accept the event, the request fails and its client uploads again: so no event vanishes.
 */
public final class EventSender {
    private final Clock clock;
    private final Sequencers sequencers;
    private final Consumer<ObjectEvent> listener;

    /** @param listener gets the events of a key in the order of its changes, on the threads of the requests */
    public EventSender(Clock clock, Consumer<ObjectEvent> listener) {
        this(clock, new Sequencers(clock), listener);
    }

    /**
     * Sends events whose sequencers are larger than those of earlier runs.
     *
     * @param directory keeps how far the sequencers are; is created if it does not exist
     * @throws IOException if the directory cannot be read or written
     */
    public EventSender(Clock clock, Path directory, Consumer<ObjectEvent> listener) throws IOException {
        this(clock, Sequencers.storedIn(directory, clock), listener);
    }

    private EventSender(Clock clock, Sequencers sequencers, Consumer<ObjectEvent> listener) {
        this.clock = clock;
        this.sequencers = sequencers;
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
        listener.accept(new ObjectEvent(name, clock.instant(), bucket, key, size, eTag, versionId, sequencers.next()));
    }
}
