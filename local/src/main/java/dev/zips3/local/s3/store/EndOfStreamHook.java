package dev.zips3.local.s3.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/**
 * A body that does something once its last byte was read, before the reader learns of the end.
 *
 * <p>A store writes a body beside its key and publishes it after the end, in one go on one thread. So what is taken at
 * the last byte covers the publication, while an upload that takes an hour holds nothing for an hour.
 */
public final class EndOfStreamHook extends FilterInputStream {
    private final LongConsumer action;
    private long count;
    private boolean done;

    /** @param action gets the number of bytes read */
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
        if (!done) {
            done = true;
            action.accept(count);
        }
    }
}
