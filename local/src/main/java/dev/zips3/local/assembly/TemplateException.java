package dev.zips3.local.assembly;

/** The template says something that cannot be run here; the message says what and where. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }
}
