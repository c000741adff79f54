package dev.zips3.function;

/**
 * Where an image's ZIP goes and what its entry is called.
 *
 * @param key {@code images/a/b c.png} becomes {@code zip/a/b c.png.zip}: directly under the prefix that is the lab's
 *     name; below it the folders are kept, or two images called {@code a.png} would overwrite each other's ZIP
 * @param entry the image's base name
 */
record ZipName(String key, String entry) {

    static ZipName of(String imageKey, Settings settings) {
        String name = imageKey.substring(settings.imagePrefix().length());
        return new ZipName(
                settings.zipPrefix() + name + ".zip", harmless(imageKey.substring(imageKey.lastIndexOf('/') + 1)));
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
