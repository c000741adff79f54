package dev.zips3.local.assembly;

/** The lab cannot run the template; the message says what in it is the reason. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }
}
