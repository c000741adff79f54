package dev.zips3.local.cli;

/** What the command line asks for is not possible; the message says why, and what to do. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
