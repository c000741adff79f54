package dev.zips3.local.s3.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Refuses keys that a directory cannot hold. To S3 a key is only a string; the file system reads {@code a//b},
 * {@code ./a} and {@code a/../b} as other paths, and {@code AbstractNio2BlobStore} of S3Proxy 4.1.0 reads and writes
 * the objects there.
 *
 * <p>Such an object never exists: reading it is a 404, and deleting it does nothing. Writing it is a 400 with the
 * reason, because clients do not retry a 400.
 *
 * <p>The same is true of a key that leads through a symbolic link, because the link may lead out of the directory.
 * S3Proxy lists what is behind links, so a listing that meets one is refused.
 */
final class DiskBlobStore extends ForwardingBlobStore {
    private final DataDirectory directory;
    private final PartJoiner joiner;

    /** @param directory closed with this store */
    DiskBlobStore(DataDirectory directory) {
        super(s3ProxyStore(directory.path()));
        this.directory = directory;
        this.joiner = new PartJoiner(delegate(), directory.path());
    }

    private static BlobStore s3ProxyStore(Path directory) {
        Properties properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", directory.toString());
        return BlobStores.create("filesystem", properties);
    }

    @Override
    public void close() {
        try (directory) {
            super.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock " + directory.path(), e);
        }
    }

    @Override
    public ListBucketsResponse list() {
        List<Bucket> buckets = delegate().list().buckets().stream()
                .filter(bucket -> isBucket(bucket.name()))
                .toList();
        return ListBucketsResponse.builder().buckets(buckets).build();
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        requireBucket(request.bucket());
        String prefix = request.prefix() == null ? "" : request.prefix();
        String folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        Path link = linkIn(request.bucket(), folder);
        if (link == null && (folder.isEmpty() || isStorable(folder))) {
            boolean wholeTree =
                    request.delimiter() == null || request.delimiter().isEmpty();
            link = linkBelow(directory.path().resolve(request.bucket()).resolve(folder), wholeTree);
        }
        if (link != null) {
            throw S3Exceptions.invalidArgument("The data directory has the symbolic link '"
                    + directory.path().relativize(link) + "'. The lab follows no links: remove it");
        }
        return delegate().list(request);
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        requireBucket(request.bucket());
        return delegate().headBucket(request);
    }

    @Override
    public BucketCannedACL getContainerAccess(String bucket) {
        requireBucket(bucket);
        return delegate().getContainerAccess(bucket);
    }

    @Override
    public void setContainerAccess(String bucket, BucketCannedACL access) {
        requireBucket(bucket);
        delegate().setContainerAccess(bucket, access);
    }

    @Override
    public void deleteBucket(String bucket) {
        requireBucket(bucket);
        delegate().deleteBucket(bucket);
    }

    @Override
    public ObjectCannedACL getBlobAccess(String bucket, String key) {
        requireStorable(bucket, key);
        return delegate().getBlobAccess(bucket, key);
    }

    @Override
    public GetObjectAclResponse getBlobAcl(GetObjectAclRequest request) {
        requireStorable(request.bucket(), request.key());
        return delegate().getBlobAcl(request);
    }

    @Override
    public void setBlobAccess(String bucket, String key, ObjectCannedACL access) {
        requireStorable(bucket, key);
        delegate().setBlobAccess(bucket, key, access);
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        return write(request.bucket(), request.key(), () -> {
            requireEmptyFolder(request.key(), content);
            return delegate().putBlob(request, content);
        });
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        requireStorable(request.sourceBucket(), request.sourceKey());
        return write(
                request.destinationBucket(),
                request.destinationKey(),
                () -> delegate().copyBlob(request));
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        if (request.key().endsWith("/")) {
            throw unstorable(request.key(), "a folder has no content");
        }
        return write(request.bucket(), request.key(), () -> delegate().initiateMultipartUpload(request));
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        return write(upload.containerName(), upload.blobName(), () -> joiner.complete(upload, request));
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

    private <T> T read(String bucket, String key, Supplier<T> operation) {
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

    private void requireStorable(String bucket, String key) {
        requireBucket(bucket);
        if (!isStorable(key) || linkIn(bucket, key) != null) {
            throw S3Exceptions.noSuchKey(bucket, key, "not a file");
        }
    }

    private <T> T write(String bucket, String key, Supplier<T> operation) {
        requireBucket(bucket);
        if (!isStorable(key)) {
            throw unstorable(key, "it is not the path of a file");
        }
        Path link = linkIn(bucket, key);
        if (link != null) {
            throw unstorable(key, "'" + directory.path().relativize(link) + "' is a symbolic link; remove it");
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

    private void requireBucket(String bucket) {
        if (!isBucket(bucket)) {
            throw S3Exceptions.noSuchBucket(bucket, "not a directory of this lab");
        }
    }

    /** A name that starts with a dot is no bucket on S3, and here it is the lab's own. */
    private boolean isBucket(String name) {
        return !name.startsWith(".") && !Files.isSymbolicLink(directory.path().resolve(name));
    }

    /** The first symbolic link on the way to a key; null if there is none. */
    private Path linkIn(String bucket, String key) {
        Path path = directory.path().resolve(bucket);
        for (String segment : key.split("/", -1)) {
            path = path.resolve(segment);
            if (Files.isSymbolicLink(path)) {
                return path;
            }
        }
        return null;
    }

    /** A symbolic link that a listing would follow; null if there is none. */
    private static Path linkBelow(Path folder, boolean wholeTree) {
        Path[] found = new Path[1];
        SimpleFileVisitor<Path> visitor = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isSymbolicLink()) {
                    found[0] = file;
                    return FileVisitResult.TERMINATE;
                }
                return FileVisitResult.CONTINUE;
            }

            /** Another request deleted it, or the folder never existed. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        };
        try {
            Files.walkFileTree(folder, Set.of(), wholeTree ? Integer.MAX_VALUE : 1, visitor);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
        return found[0];
    }

    private static RuntimeException unstorable(String key, String reason) {
        return S3Exceptions.invalidArgument("This machine's disk cannot hold the key '" + key + "': " + reason);
    }
}
