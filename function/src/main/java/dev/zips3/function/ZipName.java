package dev.zips3.function;

import java.nio.charset.StandardCharsets;

/**
 * Where an image's ZIP goes and what its entry is called.
 *
 * @param key {@code images/a/b c.png} becomes {@code zip/a/b c.png.zip}: directly under the prefix that is the lab's
 *     name; below it the folders are kept, or two images called {@code a.png} would overwrite each other's ZIP
 * @param entry the image's base name
 */
record ZipName(String key, String entry) {

    /** UTF-8 bytes of the longest key that S3 takes. */
    static final int LONGEST_KEY = 1024;

    /** @throws IllegalArgumentException if the image's key leaves no room for what the ZIP's has to add */
    static ZipName of(String imageKey, Settings settings) {
        String name = imageKey.substring(settings.imagePrefix().length());
        String key = settings.zipPrefix() + name + ".zip";
        int bytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_KEY) {
            throw new IllegalArgumentException(
                    "the ZIP's key would have " + bytes + " bytes; allowed: up to " + LONGEST_KEY);
        }
        return new ZipName(key, harmless(imageKey.substring(imageKey.lastIndexOf('/') + 1)));
    }

    /** A key may hold what a file name must not: a backslash is a path on Windows, a control character a trap. */
    private static String harmless(String baseName) {
        StringBuilder name = new StringBuilder(baseName.length());
        baseName.codePoints()
                .map(c -> c == '\\' || c == ':' || Character.isISOControl(c) ? '_' : c)
                .forEach(name::appendCodePoint);
        return name.toString();
    }
}
