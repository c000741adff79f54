package dev.zips3.local.s3.store;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.AbstractNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Joins the parts of a multipart upload into its object, and deletes each part as soon as it is appended.
 * {@code AbstractNio2BlobStore} 4.1.0 deletes the parts after the join, so an object takes its size on disk twice.
 *
 * <p>The object appears with all its content or not at all. A join that fails, or whose process is killed, leaves an
 * upload without its first parts, which nobody can complete. It is discarded: at once, or by the next lab.
 */
final class PartJoiner {
    /** S3Proxy hides names that start like this, and refuses them as keys of requests. */
    private static final String HIDDEN = EventingBlobStore.MULTIPART_STUB;

    private static final String JOINED = ".joined";

    /** The names of an upload's parts start like this, and its id follows. */
    private static final String PARTS = ".mpus-";

    /** Where S3Proxy keeps an eTag: text if it is that of a multipart upload, else the bytes of the MD5. */
    private static final String E_TAG_ATTRIBUTE = "user.content-md5";

    private final BlobStore store;
    private final Path directory;

    /** @param store S3Proxy's store of the directory */
    PartJoiner(BlobStore store, Path directory) {
        this.store = store;
        this.directory = directory;
    }

    CompleteMultipartUploadResponse complete(MultipartUpload upload, CompleteMultipartUploadRequest request) {
        List<Part> parts = parts(upload, request);
        String eTag = eTag(parts);
        Path bucket = directory.resolve(upload.containerName());
        try {
            Path object = requireFile(bucket.resolve(upload.blobName()));
            join(upload, parts, createEmpty(upload, eTag), object);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot join the parts of " + upload.blobName(), e);
        }
        // Deletes the parts that the request does not name, and what S3Proxy noted of the upload.
        store.abortMultipartUpload(upload);
        return CompleteMultipartUploadResponse.builder().eTag(eTag).build();
    }

    /** Discards the uploads that killed labs were joining. */
    static void discardHalfJoined(Path directory) throws IOException {
        try (DirectoryStream<Path> buckets = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path bucket : buckets) {
                try (DirectoryStream<Path> joined = Files.newDirectoryStream(bucket, HIDDEN + "*" + JOINED)) {
                    for (Path file : joined) {
                        String name = file.getFileName().toString();
                        discard(bucket, name.substring(HIDDEN.length(), name.length() - JOINED.length()));
                    }
                }
            }
        }
    }

    /** The parts that the request names, in its order. */
    private List<Part> parts(MultipartUpload upload, CompleteMultipartUploadRequest request) {
        Map<Integer, Part> uploaded =
                store.listMultipartUpload(upload).stream().collect(Collectors.toMap(Part::partNumber, part -> part));
        List<Part> parts = new ArrayList<>();
        for (CompletedPart part : request.multipartUpload().parts()) {
            // S3Proxy has just seen the part: another request completed or aborted the upload since.
            if (!uploaded.containsKey(part.partNumber())) {
                throw S3Errors.error(404, "NoSuchUpload", "The upload was completed or aborted");
            }
            parts.add(uploaded.get(part.partNumber()));
        }
        return parts;
    }

    /** The MD5 of the parts' MD5s, and the number of parts. */
    private static String eTag(List<Part> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            for (Part part : parts) {
                digest.update(HexFormat.of().parseHex(WriteCondition.unquote(part.eTag())));
            }
            return "\"" + HexFormat.of().formatHex(digest.digest()) + "-" + parts.size() + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no MD5", e);
        }
    }

    /** Throws if the file system has no room for this name: the parts are still complete then. */
    private static Path requireFile(Path object) throws IOException {
        Files.createDirectories(object.getParent());
        if (Files.isDirectory(object)) {
            throw new FileSystemException(object.toString(), null, "there are objects below it");
        }
        return object;
    }

    /** A hidden object with the metadata and the eTag of the upload, without content. */
    private Path createEmpty(MultipartUpload upload, String eTag) throws IOException {
        CreateMultipartUploadRequest created = upload.request();
        String key = HIDDEN + upload.id() + JOINED;
        store.putBlob(
                PutObjectRequest.builder()
                        .bucket(upload.containerName())
                        .key(key)
                        .contentLength(0L)
                        .cacheControl(created.cacheControl())
                        .contentDisposition(created.contentDisposition())
                        .contentEncoding(created.contentEncoding())
                        .contentLanguage(created.contentLanguage())
                        .contentType(created.contentType())
                        .expires(created.expires())
                        .storageClass(created.storageClass())
                        .metadata(created.metadata())
                        .acl(created.acl())
                        .build(),
                InputStream.nullInputStream());
        Path file = directory.resolve(upload.containerName()).resolve(key);
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
                .write(E_TAG_ATTRIBUTE, StandardCharsets.US_ASCII.encode(eTag));
        return file;
    }

    private void join(MultipartUpload upload, List<Part> parts, Path joined, Path object) throws IOException {
        Path bucket = directory.resolve(upload.containerName());
        try {
            try (FileChannel target = FileChannel.open(joined, StandardOpenOption.WRITE)) {
                for (Part part : parts) {
                    Path file = bucket.resolve(
                            AbstractNio2BlobStore.multipartPartName(upload.id(), upload.blobName(), part.partNumber()));
                    append(file, target);
                    Files.delete(file);
                }
            }
            Files.createDirectories(object.getParent());
            Files.move(joined, object, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            discard(bucket, upload.id());
            throw e;
        }
    }

    private static void append(Path part, FileChannel target) throws IOException {
        try (FileChannel source = FileChannel.open(part)) {
            long size = source.size();
            long position = 0;
            while (position < size) {
                long count = source.transferTo(position, size - position, target);
                if (count <= 0) {
                    throw new IOException("only " + position + " of the " + size + " bytes of a part can be read");
                }
                position += count;
            }
        }
    }

    private static void discard(Path bucket, String uploadId) throws IOException {
        DirectoryStream.Filter<Path> ofUpload = file -> {
            String name = file.getFileName().toString();
            return name.startsWith(PARTS + uploadId + "-") || name.startsWith(HIDDEN + uploadId);
        };
        try (DirectoryStream<Path> files = Files.newDirectoryStream(bucket, ofUpload)) {
            for (Path file : files) {
                MoreFiles.deleteRecursively(file, RecursiveDeleteOption.ALLOW_INSECURE);
            }
        }
    }
}
