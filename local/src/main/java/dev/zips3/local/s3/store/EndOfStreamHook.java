package dev.zips3.local.s3.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/**
 * A stream that runs an action after its last byte was read, before the reader learns of the end.
 *
 * <p>A store writes a body to a temporary file, and on the same thread publishes the file after the end of the body. A
 * lock that the action takes therefore covers the publication, and an upload that takes an hour does not hold the lock
 * for an hour.
 */
public final class EndOfStreamHook extends FilterInputStream {
    private final LongConsumer action;
    private long count;
    private boolean ended;

    /** @param action gets the number of bytes that were read; the reader gets its exceptions */
    public EndOfStreamHook(InputStream body, LongConsumer action) {
        super(body);
        this.action = action;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value < 0) {
            end();
        } else {
            count++;
        }
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read < 0) {
            end();
        } else {
            count += read;
        }
        return read;
    }

    private void end() {
        if (!ended) {
            ended = true;
            action.accept(count);
        }
    }
}
