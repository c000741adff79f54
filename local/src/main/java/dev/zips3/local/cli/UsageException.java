package dev.zips3.local.cli;

/** What the command line asks for cannot be done; the message says why and what would be. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
