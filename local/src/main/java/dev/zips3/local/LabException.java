package dev.zips3.local;

import java.io.IOException;

/** The lab cannot start; the message says what to change. */
public final class LabException extends IOException {
    private static final long serialVersionUID = 1L;

    LabException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
