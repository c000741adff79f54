package dev.zips3.local.s3.store;

import static dev.zips3.local.s3.store.WriteCondition.unquote;

import dev.zips3.local.s3.event.EventSender;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Sends an event after each change of an object. Checks the condition of a write under the lock of its key, so that no
 * other write comes between check and write.
 *
 * <p>A request that deletes many keys arrives here key by key: the default {@code removeBlobs} calls
 * {@link #removeBlob}.
 */
final class EventingBlobStore extends ForwardingBlobStore {
    /** S3Proxy keeps the metadata of an open multipart upload in an object with this prefix; S3 has no such object. */
    static final String MULTIPART_STUB = ".s3proxy-mpu-stub-";

    private final KeyLocks locks;
    private final EventSender events;
    private final String putEvent;

    /**
     * @param putEvent what S3 writes behind {@code ObjectCreated:} for one request: {@code Put}, or {@code Post} for a
     *     form
     */
    EventingBlobStore(BlobStore store, KeyLocks locks, EventSender events, String putEvent) {
        super(store);
        this.locks = locks;
        this.events = events;
        this.putEvent = putEvent;
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        String bucket = request.bucket();
        String key = request.key();
        if (key.startsWith(MULTIPART_STUB)) {
            return delegate().putBlob(request, content);
        }
        WriteCondition condition = new WriteCondition(request.ifNoneMatch());
        ReentrantLock lock = locks.of(bucket, key);
        try {
            PutObjectResponse response = delegate()
                    .putBlob(request.toBuilder().ifNoneMatch(null).build(), new EndOfStreamHook(content, length -> {
                        requireWhole(request.contentLength(), length);
                        lock.lock();
                        condition.check(bucket, key, current(bucket, key));
                    }));
            Long size = request.contentLength();
            events.created(putEvent, bucket, key, size, unquote(response.eTag()), response.versionId());
            return response;
        } finally {
            if (lock.isHeldByCurrentThread()) {
                lock.unlock();
            }
        }
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        String bucket = request.destinationBucket();
        String key = request.destinationKey();
        ReentrantLock lock = locks.of(bucket, key);
        lock.lock();
        try {
            CopyObjectResponse response = delegate().copyBlob(request);
            HeadObjectResponse copy = delegate().blobMetadata(bucket, key);
            events.created("Copy", bucket, key, copy.contentLength(), unquote(copy.eTag()), response.versionId());
            return response;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        String bucket = upload.containerName();
        String key = upload.blobName();
        ReentrantLock lock = locks.of(bucket, key);
        lock.lock();
        try {
            new WriteCondition(request.ifNoneMatch()).check(bucket, key, current(bucket, key));
            CompleteMultipartUploadResponse response = delegate()
                    .completeMultipartUpload(
                            upload, request.toBuilder().ifNoneMatch(null).build());
            sendCompleted(bucket, key, response.versionId());
            return response;
        } finally {
            lock.unlock();
        }
    }

    /**
     * If the event is not accepted, deletes the object: S3Proxy takes a repeated request for one that has succeeded if
     * it finds the object, and there would be no event.
     */
    private void sendCompleted(String bucket, String key, String versionId) {
        HeadObjectResponse object = delegate().blobMetadata(bucket, key);
        try {
            events.created(
                    "CompleteMultipartUpload", bucket, key, object.contentLength(), unquote(object.eTag()), versionId);
        } catch (RuntimeException e) {
            delegate().removeBlob(bucket, key);
            throw e;
        }
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        String bucket = request.bucket();
        String key = request.key();
        if (key.startsWith(MULTIPART_STUB)) {
            return delegate().removeBlob(request);
        }
        ReentrantLock lock = locks.of(bucket, key);
        lock.lock();
        try {
            // S3 answers 204 to the delete of a missing key, and sends no event.
            boolean present = current(bucket, key) != null;
            DeleteObjectResponse response = delegate().removeBlob(request);
            if (present) {
                events.removed(bucket, key);
            }
            return response;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits while the upload is completed. A client that repeats its CompleteMultipartUpload then finds no parts, and
     * S3Proxy answers as it did to the first request.
     */
    @Override
    public List<Part> listMultipartUpload(MultipartUpload upload) {
        ReentrantLock lock = locks.of(upload.containerName(), upload.blobName());
        lock.lock();
        try {
            return delegate().listMultipartUpload(upload);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public UploadPartResponse uploadMultipartPart(
            MultipartUpload upload, UploadPartRequest request, InputStream content) {
        return delegate()
                .uploadMultipartPart(
                        upload,
                        request,
                        new EndOfStreamHook(content, length -> requireWhole(request.contentLength(), length)));
    }

    /**
     * A body in chunks ends at its empty chunk, even if that comes too early or too late. {@code ChunkedInputStream} of
     * S3Proxy 4.1.0 does not compare the length with the announced one, and neither do its stores.
     */
    private static void requireWhole(Long expected, long received) {
        if (expected != null && expected != received) {
            throw S3Errors.error(400, "IncompleteBody", "Expected " + expected + " bytes but received " + received);
        }
    }

    private HeadObjectResponse current(String bucket, String key) {
        return delegate().blobMetadataIfPresent(bucket, key);
    }
}
