package dev.zips3.function;

/**
 * What is told of an exception outside: Lambda prints the exception that ends an invocation, with its causes, into the
 * log and sends it to the failure queue. Their messages come from anywhere.
 */
final class SafeException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A chain of causes can be a ring. */
    private static final int DEEPEST = 8;

    private SafeException(Throwable original, int depth) {
        super(SafeText.onOneLine(original.toString()));
        setStackTrace(original.getStackTrace());
        if (depth < DEEPEST) {
            if (original.getCause() != null) {
                initCause(new SafeException(original.getCause(), depth + 1));
            }
            for (Throwable suppressed : original.getSuppressed()) {
                addSuppressed(new SafeException(suppressed, depth + 1));
            }
        }
    }

    static SafeException of(Throwable original) {
        return new SafeException(original, 0);
    }
}
