package dev.zips3.local.s3.store;

import dev.zips3.local.s3.event.ObjectEvent;
import dev.zips3.local.s3.event.Sequencers;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** What the ways into one store share: the locks of its keys, the order of its changes and who hears of them. */
public final class ObjectChanges {
    private final KeyLocks locks = new KeyLocks();
    private final Clock clock;
    private final Sequencers sequencers;
    private final Consumer<ObjectEvent> listener;

    public ObjectChanges(Clock clock, Consumer<ObjectEvent> listener) {
        this.clock = clock;
        this.sequencers = new Sequencers(clock);
        this.listener = listener;
    }

    ReentrantLock lockOf(String bucket, String key) {
        return locks.of(bucket, key);
    }

    /** To be called with the key's lock held: the order of the events is then the order of the changes. */
    void created(String how, String bucket, String key, Long size, String eTag, String versionId) {
        raise("ObjectCreated:" + how, bucket, key, size, WriteCondition.unquote(eTag), versionId);
    }

    /** To be called with the key's lock held. */
    void removed(String bucket, String key) {
        raise("ObjectRemoved:Delete", bucket, key, null, null, null);
    }

    private void raise(String name, String bucket, String key, Long size, String eTag, String versionId) {
        listener.accept(new ObjectEvent(name, clock.instant(), bucket, key, size, eTag, versionId, sequencers.next()));
    }
}
