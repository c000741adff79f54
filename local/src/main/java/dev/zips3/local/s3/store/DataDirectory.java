package dev.zips3.local.s3.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/**
 * The directory of one lab's objects: a directory for each bucket, a file for each object, the object's metadata in the
 * file's extended attributes.
 *
 * <p>If S3Proxy cannot write an attribute it only logs this at debug level, and the object loses its eTag and metadata.
 * So the directory is tested before it is used.
 *
 * @param path without symbolic links
 * @param lock held until the lab ends; the operating system releases the lock of a killed process
 */
record DataDirectory(Path path, FileChannel lock) implements AutoCloseable {
    /** The name of a file is the key of its object. This name has Latin and Greek letters and an emoji. */
    static final String UNICODE_NAME = ".zips3-\u00fc\u03a9\uD83D\uDDBC";

    /** @throws UnusableDirectoryException if it cannot hold objects, or another lab uses it */
    static DataDirectory open(Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UnusableDirectoryException(directory, "it cannot be created; choose another with --data", e);
        }
        // First: the probe would write through a link with its name.
        requireNoLinks(directory);
        requireUnicodeNamesAndAttributes(directory);
        Path path = directory.toRealPath();
        FileChannel lock = lock(directory, ObjectStore.privateDirectory(path));
        try {
            PartJoiner.discardHalfJoined(path);
            return new DataDirectory(path, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    /**
     * Locks the directory and leaves the process id in the lock's file.
     *
     * <p>A second lab in the same JVM is refused, too. If it closes its channel, some systems release the lock of the
     * first (see {@link java.nio.channels.FileLock}), which only matters to a third lab in another process.
     */
    private static FileChannel lock(Path directory, Path privateDirectory) throws IOException {
        Files.createDirectories(privateDirectory);
        requireNoLinks(privateDirectory);
        FileChannel file = FileChannel.open(
                privateDirectory.resolve("lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            if (!isFree(file)) {
                String owner = new String(Channels.newInputStream(file).readAllBytes(), StandardCharsets.UTF_8);
                throw new UnusableDirectoryException(
                        directory,
                        "it is in use by the lab with process id " + owner
                                + "; end that lab, or choose another directory with --data",
                        null);
            }
            file.truncate(0);
            file.write(StandardCharsets.UTF_8.encode(
                    Long.toString(ProcessHandle.current().pid())));
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static boolean isFree(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** A bucket that is a link would lead out of the directory; links below are refused when a request meets them. */
    private static void requireNoLinks(Path directory) throws IOException {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(directory, Files::isSymbolicLink)) {
            for (Path link : links) {
                throw new UnusableDirectoryException(
                        directory, "'" + link.getFileName() + "' in it is a symbolic link; remove it", null);
            }
        }
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
