package dev.zips3.local.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where ZIPs are saved: whole, or not at all.
 *
 * @param overwriting whether a file that is there already may be replaced
 */
record Downloads(Path directory, boolean overwriting) {

    Path of(Image image) {
        return directory.resolve(image.name() + ".zip");
    }

    /**
     * @throws UsageException if the directory cannot be one, or the ZIP's name is taken and may not be overwritten
     */
    void refuseIfTaken(Image image) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new UsageException(directory + " is not a directory: --out chooses another");
        }
        if (!overwriting && Files.exists(of(image))) {
            throw taken(image);
        }
    }

    /**
     * Saves it beside its place first, so that a broken download leaves no file.
     *
     * @return the bytes of the ZIP
     */
    long save(Image image, InputStream zip) throws IOException {
        Files.createDirectories(directory);
        Path partial = Files.createTempFile(directory, ".lab-", ".part");
        try {
            long bytes = Files.copy(zip, partial, StandardCopyOption.REPLACE_EXISTING);
            Files.move(
                    partial,
                    of(image),
                    overwriting ? new CopyOption[] {StandardCopyOption.REPLACE_EXISTING} : new CopyOption[0]);
            return bytes;
        } catch (FileAlreadyExistsException e) {
            throw taken(image);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private UsageException taken(Image image) {
        return new UsageException(
                of(image) + " is there already: --force overwrites it, --out chooses another directory");
    }
}
