package dev.zips3.infra;

/**
 * The stack cannot be synthesized, for a reason that the person at the keyboard can remove.
 *
 * <p>Its message is complete without a stack trace: it names what is wrong, the offending value, and what is allowed or
 * what to run.
 */
public final class LabException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LabException(String message) {
        super(message);
    }

    LabException(String message, Throwable cause) {
        super(message, cause);
    }

    static LabException refused(String key, Object value, String allowed) {
        return new LabException("%s=%s is refused. Allowed: %s".formatted(key, value, allowed));
    }
}
