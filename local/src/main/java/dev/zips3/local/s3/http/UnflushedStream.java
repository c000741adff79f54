package dev.zips3.local.s3.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** The stream of an {@link UnflushedResponse}. */
final class UnflushedStream extends ServletOutputStream {
    private final ServletOutputStream stream;

    UnflushedStream(ServletOutputStream stream) {
        this.stream = stream;
    }

    @Override
    public boolean isReady() {
        return stream.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        stream.setWriteListener(listener);
    }

    @Override
    public void write(int value) throws IOException {
        stream.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        stream.write(bytes, offset, length);
    }

    @Override
    public void flush() {
        // See UnflushedResponse.
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
