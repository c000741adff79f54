package dev.zips3.local;

import java.io.IOException;

/** The lab cannot start; the message is for the person who started it and says what to change. */
public final class LabException extends IOException {
    private static final long serialVersionUID = 1L;

    LabException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
