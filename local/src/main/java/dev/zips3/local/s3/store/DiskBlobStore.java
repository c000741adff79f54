package dev.zips3.local.s3.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Refuses keys that a directory cannot hold. To S3 a key is only a string; the file system reads {@code a//b},
 * {@code ./a} and {@code a/../b} as other paths, and {@code AbstractNio2BlobStore} of S3Proxy 4.1.0 reads and writes
 * the objects there.
 *
 * <p>Such an object never exists: reading it is a 404, and deleting it does nothing. Writing it is a 400 with the
 * reason, because clients do not retry a 400.
 */
final class DiskBlobStore extends ForwardingBlobStore {
    DiskBlobStore(BlobStore store) {
        super(store);
    }

    /** The lab's own files are in a directory beside the buckets. */
    @Override
    public ListBucketsResponse list() {
        List<Bucket> buckets = delegate().list().buckets().stream()
                .filter(bucket -> !bucket.name().startsWith("."))
                .toList();
        return ListBucketsResponse.builder().buckets(buckets).build();
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        return write(request.key(), () -> {
            requireEmptyFolder(request.key(), content);
            return delegate().putBlob(request, content);
        });
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        requireStorable(request.sourceBucket(), request.sourceKey());
        return write(request.destinationKey(), () -> delegate().copyBlob(request));
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        if (request.key().endsWith("/")) {
            throw unstorable(request.key(), "a folder has no content");
        }
        return write(request.key(), () -> delegate().initiateMultipartUpload(request));
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        return write(upload.blobName(), () -> delegate().completeMultipartUpload(upload, request));
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        return read(request.bucket(), request.key(), () -> delegate().getBlob(request));
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        return read(request.bucket(), request.key(), () -> delegate().blobMetadata(request));
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        boolean exists = blobMetadataIfPresent(request.bucket(), request.key()) != null;
        return exists
                ? delegate().removeBlob(request)
                : DeleteObjectResponse.builder().build();
    }

    private static <T> T read(String bucket, String key, Supplier<T> operation) {
        requireStorable(bucket, key);
        try {
            return operation.get();
        } catch (RuntimeException e) {
            // The JDK has no subclass for "Not a directory" (a key below an object) and "File name too long".
            if (e.getCause() != null && e.getCause().getClass() == FileSystemException.class) {
                throw S3Exceptions.noSuchKey(bucket, key, "not a file", e);
            }
            throw e;
        }
    }

    private static void requireStorable(String bucket, String key) {
        if (!isStorable(key)) {
            throw S3Exceptions.noSuchKey(bucket, key, "not a file");
        }
    }

    private static <T> T write(String key, Supplier<T> operation) {
        if (!isStorable(key)) {
            throw unstorable(key, "it is not the path of a file");
        }
        try {
            return operation.get();
        } catch (RuntimeException e) {
            // A missing parent directory: a delete at the same time removed it, and the client should retry.
            if (e.getCause() instanceof FileSystemException cause && !(cause instanceof NoSuchFileException)) {
                throw unstorable(key, cause.getReason());
            }
            throw e;
        }
    }

    /** The store creates a directory for such a key, and drops the body. */
    private static void requireEmptyFolder(String key, InputStream content) {
        try {
            if (key.endsWith("/") && content.read() >= 0) {
                throw unstorable(key, "a folder has no content");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isStorable(String key) {
        String path = key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
        return key.indexOf('\0') < 0
                && Arrays.stream(path.split("/", -1))
                        .noneMatch(segment -> segment.isEmpty() || segment.equals(".") || segment.equals(".."));
    }

    private static RuntimeException unstorable(String key, String reason) {
        return S3Exceptions.invalidArgument("This machine's disk cannot hold the key '" + key + "': " + reason);
    }
}
