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
 * Opens S3Proxy's store on a directory: a directory for each bucket, a file for each object, the object's metadata in
 * the file's extended attributes.
 *
 * <p>If S3Proxy cannot write an attribute it only logs this at debug level, and the object loses its eTag and metadata.
 * So the directory is tested before it is used.
 */
final class DataDirectory {
    /** The name of a file is the key of its object. This name has Latin and Greek letters and an emoji. */
    private static final String UNICODE_NAME = ".zips3-\u00fc\u03a9\uD83D\uDDBC";

    private DataDirectory() {}

    static BlobStore open(Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UnusableDirectoryException(directory, "it cannot be created; choose another with --data", e);
        }
        requireUnicodeNamesAndAttributes(directory);
        Properties properties = new Properties();
        properties.setProperty(
                "jclouds.filesystem.basedir", directory.toRealPath().toString());
        return BlobStores.create("filesystem", properties);
    }

    private static void requireUnicodeNamesAndAttributes(Path directory) throws IOException {
        Path probe;
        try {
            probe = directory.resolve(UNICODE_NAME);
        } catch (InvalidPathException e) {
            throw new UnusableDirectoryException(
                    directory,
                    "this JVM cannot write file names in Unicode; start it with LC_ALL=C.UTF-8 in the environment",
                    e);
        }
        try {
            Files.write(probe, new byte[0]);
            writeAttribute(probe);
        } catch (IOException | UnsupportedOperationException e) {
            throw new UnusableDirectoryException(
                    directory,
                    "its file system keeps no extended attributes; choose a directory on a local disk with --data",
                    e);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static void writeAttribute(Path probe) throws IOException {
        UserDefinedFileAttributeView attributes = Files.getFileAttributeView(probe, UserDefinedFileAttributeView.class);
        if (attributes == null) {
            throw new UnsupportedOperationException("no view of user attributes");
        }
        attributes.write("zips3", ByteBuffer.wrap("probe".getBytes(StandardCharsets.UTF_8)));
    }
}
