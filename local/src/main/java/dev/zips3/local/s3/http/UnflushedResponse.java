package dev.zips3.local.s3.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * An answer that is not sent before it is whole, unless it outgrows the buffer.
 *
 * <p>Jetty knows the length of an answer nobody flushed, and says it. The SDK's CRT client fails on an answer of
 * unknown length, and S3Proxy flushes all its XML.
 */
final class UnflushedResponse extends HttpServletResponseWrapper {
    private PrintWriter writer;

    UnflushedResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void flushBuffer() {
        // See above.
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            writer = new PrintWriter(super.getWriter()) {
                @Override
                public void flush() {
                    // See above.
                }
            };
        }
        return writer;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return new UnflushedStream(super.getOutputStream());
    }
}
