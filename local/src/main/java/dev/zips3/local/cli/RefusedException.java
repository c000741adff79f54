package dev.zips3.local.cli;

/** What the command line asks for cannot be done; the message says why and what would be. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
