package dev.zips3.local.s3.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.blobstore.BlobStore;

/**
 * The directory the objects are in: one directory a bucket, one file an object, its metadata in the file's extended
 * attributes.
 *
 * <p>S3Proxy only logs, at debug level, what it cannot write there, and objects come back without eTag and metadata. So
 * it is tried before anything is stored.
 */
public record DataDirectory(Path path) {
    /** An object's name on disk is its key: a name of Latin, Greek and an emoji shows that all can be written. */
    private static final String UNICODE = ".zips3-\u00fc\u03a9\uD83D\uDDBC";

    public BlobStore open() throws IOException {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UnusableDirectoryException(path, "it cannot be made; choose another with --data", e);
        }
        requireUnicodeNames();
        Properties properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", path.toRealPath().toString());
        return BlobStores.create("filesystem", properties);
    }

    private void requireUnicodeNames() throws IOException {
        Path probe;
        try {
            probe = path.resolve(UNICODE);
        } catch (InvalidPathException e) {
            throw new UnusableDirectoryException(
                    path,
                    "this JVM cannot write file names in Unicode; start it with LC_ALL=C.UTF-8 in the environment",
                    e);
        }
        try {
            Files.write(probe, new byte[0]);
            requireAttributes(probe);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private void requireAttributes(Path probe) throws IOException {
        try {
            UserDefinedFileAttributeView attributes =
                    Files.getFileAttributeView(probe, UserDefinedFileAttributeView.class);
            if (attributes == null) {
                throw new UnsupportedOperationException("no view of user attributes");
            }
            attributes.write("zips3", ByteBuffer.wrap("probe".getBytes(StandardCharsets.UTF_8)));
        } catch (IOException | UnsupportedOperationException e) {
            throw new UnusableDirectoryException(
                    path,
                    "its file system keeps no extended attributes; choose a directory on a local disk with --data",
                    e);
        }
    }
}
