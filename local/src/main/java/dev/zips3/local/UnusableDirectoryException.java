package dev.zips3.local;

import java.io.IOException;
import java.nio.file.Path;

/** The directory cannot hold objects. */
final class UnusableDirectoryException extends IOException {
    private static final long serialVersionUID = 1L;

    UnusableDirectoryException(Path directory, String reason, Exception cause) {
        super("Directory '" + directory + "' cannot hold objects: " + reason, cause);
    }
}
