package dev.zips3.local.s3.http;

import java.io.IOException;

/** Another process listens on the port; the message says what to do. */
public final class PortTakenException extends IOException {
    private static final long serialVersionUID = 1L;

    PortTakenException(int port, IOException cause) {
        super("Port " + port + " is taken: end the process that listens there, or choose another port", cause);
    }
}
