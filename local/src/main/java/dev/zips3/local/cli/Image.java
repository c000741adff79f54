package dev.zips3.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A file to zip.
 *
 * @param name the file's own, without its directory; the key's last part
 * @param size in bytes
 */
record Image(Path path, String name, long size) {

    /** @throws UsageException if a file cannot be read, or two have the same name and would become the same object */
    static List<Image> of(List<Path> paths) throws IOException {
        return of(paths, Files::isReadable);
    }

    /** For tests: the user who runs them may be root, who can read every file. */
    static List<Image> of(List<Path> paths, Predicate<Path> readable) throws IOException {
        Map<String, Path> names = new HashMap<>();
        List<Image> images = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new UsageException(path + " does not exist");
            }
            if (!Files.isRegularFile(path)) {
                throw new UsageException(
                        path + " is not a file: name the images themselves, for example " + path + "/*.png");
            }
            if (!readable.test(path)) {
                throw new UsageException(path + " cannot be read: change its permissions");
            }
            String name = path.getFileName().toString();
            Path other = names.put(name, path);
            if (other != null) {
                throw new UsageException(other + " and " + path
                        + " have the same name and would overwrite each other in the bucket: zip them one at a time");
            }
            images.add(new Image(path, name, Files.size(path)));
        }
        return images;
    }
}
