package dev.zips3.local.s3.store;

import dev.zips3.local.s3.event.EventSender;
import dev.zips3.local.s3.event.ObjectEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/** The objects of an endpoint. Writes are conditional, and each change sends an event. */
public final class ObjectStore implements AutoCloseable {
    private final BlobStore store;
    private final KeyLocks locks = new KeyLocks();
    private final EventSender events;

    private ObjectStore(BlobStore store, EventSender events) {
        this.store = store;
        this.events = events;
    }

    /**
     * What the lab itself keeps in a directory of objects. S3 has no bucket with this name: a bucket's name cannot
     * start with a dot.
     */
    public static Path privateDirectory(Path directory) {
        return directory.resolve(".lab");
    }

    /**
     * Keeps the objects in a directory: a directory for each bucket, a file for each object.
     *
     * @param directory is created if it does not exist
     * @param listener gets the events of a key in the order of its changes, on the threads of the requests
     * @throws UnusableDirectoryException if the directory cannot hold objects, or another lab uses it
     */
    public static ObjectStore onDisk(Path directory, Clock clock, Consumer<ObjectEvent> listener) throws IOException {
        BlobStore store = new DiskBlobStore(DataDirectory.open(directory));
        try {
            return new ObjectStore(store, new EventSender(clock, privateDirectory(directory), listener));
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Keeps the objects in memory, and takes parts of any size. */
    public static ObjectStore inMemory(Clock clock, Consumer<ObjectEvent> listener) {
        return new ObjectStore(new MemoryBlobStore(), new EventSender(clock, listener));
    }

    /** Creates the bucket, unless the directory has it from an earlier run. */
    public void createBucketIfAbsent(String bucket) {
        if (!store.containerExists(bucket)) {
            store.createContainer(CreateBucketRequest.builder().bucket(bucket).build());
        }
    }

    /** The store for requests of the S3 API. */
    public BlobStore forRequests() {
        return new EventingBlobStore(store, locks, events, "Put");
    }

    /** The store for HTML forms: S3 gives their events another name. */
    public BlobStore forForms() {
        return new EventingBlobStore(store, locks, events, "Post");
    }

    /** No request may be under way. */
    @Override
    public void close() {
        store.close();
    }
}
