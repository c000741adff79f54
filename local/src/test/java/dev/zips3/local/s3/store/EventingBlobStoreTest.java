package dev.zips3.local.s3.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zips3.local.s3.event.EventSender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Starts a second write at the worst moment: after the condition of the first one, before its publication. */
class EventingBlobStoreTest {
    private static final String BUCKET = "bucket";
    private static final String KEY = "a";

    private final KeyLocks locks = new KeyLocks();
    private final EventSender events = new EventSender(Clock.systemUTC(), event -> {});
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final BlobStore store = new EventingBlobStore(new InterleavingStore(), locks, events, "Put");

    /** Set if the next write is the first one. */
    private volatile String secondCondition;

    private Future<PutObjectResponse> second;

    @BeforeEach
    void createBucket() {
        store.createContainer(CreateBucketRequest.builder().bucket(BUCKET).build());
    }

    @AfterEach
    void close() {
        executor.shutdownNow();
        store.close();
    }

    @Test
    void checksPutIfAbsentAndPublishesInOneStep() throws Exception {
        String condition = WriteCondition.ifAbsent().headerValue();
        secondCondition = condition;

        put("first", condition);

        assertSecondFails();
        assertThat(content()).isEqualTo("first");
    }

    @Test
    void checksPutIfMatchAndPublishesInOneStep() throws Exception {
        String condition = WriteCondition.ifMatch(put("before", null).eTag()).headerValue();
        secondCondition = condition;

        put("first", condition);

        assertSecondFails();
        assertThat(content()).isEqualTo("first");
    }

    private void assertSecondFails() {
        assertThatThrownBy(() -> second.get(30, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    }

    private PutObjectResponse put(String content, String condition) {
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(BUCKET)
                .key(KEY)
                .contentLength((long) body.length)
                .ifNoneMatch(condition)
                .build();
        return store.putBlob(request, new ByteArrayInputStream(body));
    }

    private String content() throws IOException {
        try (InputStream body = store.getBlob(BUCKET, KEY)) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private final class InterleavingStore extends ForwardingBlobStore {
        InterleavingStore() {
            super(new MemoryBlobStore());
        }

        @Override
        public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
            byte[] body = readToTheEnd(content);
            String condition = secondCondition;
            if (condition != null) {
                secondCondition = null;
                second = executor.submit(() -> put("second", condition));
                awaitSecond();
            }
            return delegate().putBlob(request, new ByteArrayInputStream(body));
        }

        private byte[] readToTheEnd(InputStream content) {
            try {
                return content.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Waits until the second write is done or waits for the lock of the key. */
        private void awaitSecond() {
            ReentrantLock lock = locks.of(BUCKET, KEY);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!second.isDone() && !lock.hasQueuedThreads()) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }
}
