package dev.zips3.local.s3.store;

import java.io.InputStream;
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
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Raises an event after each change of an object, and decides the condition of a write in one step with the write.
 *
 * <p>A delete of many keys arrives here key by key: the default {@code removeBlobs} calls {@link #removeBlob}.
 */
public final class EventingBlobStore extends ForwardingBlobStore {
    /** S3Proxy keeps the metadata of an open multipart upload in an object of its own, which S3 does not have. */
    private static final String BOOKKEEPING = ".s3proxy-mpu-stub-";

    private final ObjectChanges changes;
    private final String putEvent;

    /** @param putEvent how S3 calls the way an object written whole came: {@code Put}, or {@code Post} from a form */
    public EventingBlobStore(BlobStore store, ObjectChanges changes, String putEvent) {
        super(store);
        this.changes = changes;
        this.putEvent = putEvent;
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        String bucket = request.bucket();
        String key = request.key();
        if (key.startsWith(BOOKKEEPING)) {
            return delegate().putBlob(request, content);
        }
        WriteCondition condition = new WriteCondition(request.ifNoneMatch());
        ReentrantLock lock = changes.lockOf(bucket, key);
        try {
            PutObjectResponse answer = delegate()
                    .putBlob(request.toBuilder().ifNoneMatch(null).build(), new EndOfStreamHook(content, length -> {
                        requireWhole(request.contentLength(), length);
                        lock.lock();
                        condition.check(bucket, key, current(bucket, key));
                    }));
            Long size = request.contentLength();
            changes.created(putEvent, bucket, key, size, answer.eTag(), answer.versionId());
            return answer;
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
        ReentrantLock lock = changes.lockOf(bucket, key);
        lock.lock();
        try {
            CopyObjectResponse answer = delegate().copyBlob(request);
            HeadObjectResponse copy = delegate().blobMetadata(bucket, key);
            changes.created("Copy", bucket, key, copy.contentLength(), copy.eTag(), answer.versionId());
            return answer;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        String bucket = upload.containerName();
        String key = upload.blobName();
        ReentrantLock lock = changes.lockOf(bucket, key);
        lock.lock();
        try {
            new WriteCondition(request.ifNoneMatch()).check(bucket, key, current(bucket, key));
            CompleteMultipartUploadResponse answer = delegate()
                    .completeMultipartUpload(
                            upload, request.toBuilder().ifNoneMatch(null).build());
            HeadObjectResponse whole = delegate().blobMetadata(bucket, key);
            changes.created(
                    "CompleteMultipartUpload", bucket, key, whole.contentLength(), whole.eTag(), answer.versionId());
            return answer;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        String bucket = request.bucket();
        String key = request.key();
        if (key.startsWith(BOOKKEEPING)) {
            return delegate().removeBlob(request);
        }
        ReentrantLock lock = changes.lockOf(bucket, key);
        lock.lock();
        try {
            // S3 accepts the delete of a key that is not there, and sends no event for it.
            boolean present = current(bucket, key) != null;
            DeleteObjectResponse answer = delegate().removeBlob(request);
            if (present) {
                changes.removed(bucket, key);
            }
            return answer;
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

    /** A body in chunks has its own end; the store takes what comes before it for the object. */
    private static void requireWhole(Long announced, long received) {
        if (announced != null && announced != received) {
            throw S3Errors.error(400, "IncompleteBody", "Announced were " + announced + " bytes, there came " + received);
        }
    }

    private HeadObjectResponse current(String bucket, String key) {
        return delegate().blobMetadataIfPresent(bucket, key);
    }
}
