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

    /** @throws IOException if the directory cannot be created */
    TaskRoot() throws IOException {
        this.directory = Files.createTempDirectory("zips3-lambda-");
        Files.createDirectory(temporaryFiles());
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
