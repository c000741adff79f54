package dev.zips3.local.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The directory where ZIPs are saved, each complete or not at all.
 *
 * @param overwriting whether a ZIP replaces an existing file
 */
record Downloads(Path directory, boolean overwriting) {

    Path file(Image image) {
        return directory.resolve(image.name() + ".zip");
    }

    /** @throws UsageException if the directory is a file, or the image's ZIP exists and must not be overwritten */
    void requireFree(Image image) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new UsageException(directory + " is not a directory (use --out for another)");
        }
        if (!overwriting && Files.exists(file(image))) {
            throw exists(image);
        }
    }

    /**
     * Saves a ZIP under a temporary name first, so that a broken download leaves no file.
     *
     * @return the size of the ZIP in bytes
     * @throws UsageException if the ZIP exists and must not be overwritten
     */
    long save(Image image, InputStream zip) throws IOException {
        Files.createDirectories(directory);
        Path partial = Files.createTempFile(directory, ".lab-", ".part");
        try {
            long bytes = Files.copy(zip, partial, StandardCopyOption.REPLACE_EXISTING);
            Files.move(
                    partial,
                    file(image),
                    overwriting ? new CopyOption[] {StandardCopyOption.REPLACE_EXISTING} : new CopyOption[0]);
            return bytes;
        } catch (FileAlreadyExistsException e) {
            throw exists(image);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private UsageException exists(Image image) {
        return new UsageException(file(image) + " already exists (use --force, or --out for another directory)");
    }
}
