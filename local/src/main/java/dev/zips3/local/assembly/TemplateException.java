package dev.zips3.local.assembly;

/** The lab cannot run the template; the message names the part of it that is the reason. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }
}
