package dev.zips3.local.s3.store;

import java.io.IOException;
import java.nio.file.Path;

/** The directory cannot hold the objects of this lab; the message says why and what to do. */
public final class UnusableDirectoryException extends IOException {
    private static final long serialVersionUID = 1L;

    UnusableDirectoryException(Path directory, String reason, Exception cause) {
        super("Directory '" + directory + "' cannot hold objects: " + reason, cause);
    }
}
