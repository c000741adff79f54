package dev.zips3.local.lambda.host;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory of one execution environment: its process starts there, and writes its temporary files there.
 *
 * <p>AWS's client puts the classes in its working directory on the class path. So the process must not start in the
 * lab's working directory.
 */
final class TaskRoot implements AutoCloseable {

    private final Path directory;

    private TaskRoot(Path directory) {
        this.directory = directory;
    }

    /** @throws IOException if the directory cannot be created */
    static TaskRoot create() throws IOException {
        return in(Files.createTempDirectory("zips3-lambda-"));
    }

    /**
     * Owns a directory from now on.
     *
     * @throws IOException if a directory cannot be created in it; it is deleted then
     */
    static TaskRoot in(Path directory) throws IOException {
        TaskRoot root = new TaskRoot(directory);
        try {
            Files.createDirectory(root.temporaryFiles());
            return root;
        } catch (IOException | RuntimeException e) {
            root.close();
            throw e;
        }
    }

    Path directory() {
        return directory;
    }

    /** Stands for Lambda's {@code /tmp}. */
    Path temporaryFiles() {
        return directory.resolve("tmp");
    }

    /**
     * Deletes the directory with all files in it.
     *
     * @throws UncheckedIOException if something in it cannot be deleted
     */
    @Override
    public void close() {
        if (Files.notExists(directory)) {
            return;
        }
        try {
            MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
