package dev.zips3.local.s3.store;

import java.util.Arrays;

/** Which keys a directory can hold as the files they look like. To S3 a key is only a string. */
final class DiskKeys {
    private DiskKeys() {}

    /**
     * A file system reads {@code a//b}, {@code ./a} and {@code a/../b} as other paths, and the store would silently
     * read and write the objects there.
     */
    static boolean storable(String key) {
        String path = key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
        return key.indexOf('\0') < 0
                && Arrays.stream(path.split("/", -1))
                        .noneMatch(segment -> segment.isEmpty() || segment.equals(".") || segment.equals(".."));
    }
}
