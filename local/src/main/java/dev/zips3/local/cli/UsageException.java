package dev.zips3.local.cli;

/** The command line asks for something that cannot be done; the message says why, and what to do. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
