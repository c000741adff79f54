package dev.zips3.function;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;

/**
 * A raw DEFLATE stream of which only the blocks that gain are coded; the others are stored as they are.
 *
 * <p>Every coded run ends on a byte boundary ({@link Deflater#SYNC_FLUSH}), so stored blocks can be written beside the
 * {@link Deflater} rather than through {@link Deflater#setLevel}, which takes effect at a later block than the one it
 * was called for.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>
 */
final class BlockDeflater extends OutputStream {

    /** The most a stored block can hold (RFC 1951, 3.2.4). */
    static final int BLOCK = 0xFFFF;

    private static final int STORED_HEADER = 5;
    private static final int WINDOW = 32 * 1024;
    private static final int LEVEL = 6;
    private static final byte[] LAST_BLOCK = {1, 0, 0, (byte) 0xFF, (byte) 0xFF};

    private final OutputStream out;
    private final GainTest gain = new GainTest();
    private final Deflater deflater = new Deflater(LEVEL, true);
    /** The window, then the block that is being filled. */
    private final byte[] buffer = new byte[WINDOW + BLOCK];

    private final byte[] coded = new byte[BLOCK];
    private int filled;
    private int history;
    /** Whether the deflater's own window ends where this block begins. */
    private boolean inStep = true;

    BlockDeflater(OutputStream out) {
        this.out = out;
    }

    /** The most bytes a stream of {@code size} bytes can become: all of its blocks stored. */
    static long bound(long size) {
        long blocks = (size + BLOCK - 1) / BLOCK;
        return size + blocks * STORED_HEADER + LAST_BLOCK.length;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int position = offset;
        int remaining = length;
        while (remaining > 0) {
            if (filled == BLOCK) {
                writeBlock();
            }
            int part = Math.min(remaining, BLOCK - filled);
            System.arraycopy(bytes, position, buffer, WINDOW + filled, part);
            filled += part;
            position += part;
            remaining -= part;
        }
    }

    /** Writes what is left and the empty stored block that ends the stream. */
    void finish() throws IOException {
        if (filled > 0) {
            writeBlock();
        }
        out.write(LAST_BLOCK);
    }

    private void writeBlock() throws IOException {
        if (!gain.worthDeflating(buffer, WINDOW, filled) || !writeDeflated()) {
            inStep = false;
            writeStored();
        }
        int kept = Math.min(WINDOW, history + filled);
        System.arraycopy(buffer, WINDOW + filled - kept, buffer, WINDOW - kept, kept);
        history = kept;
        filled = 0;
    }

    /** @return false, with nothing written, if the block would not have become smaller */
    private boolean writeDeflated() throws IOException {
        if (!inStep) {
            deflater.reset();
            deflater.setDictionary(buffer, WINDOW - history, history);
        }
        deflater.setInput(buffer, WINDOW, filled);
        int length = deflater.deflate(coded, 0, filled, Deflater.SYNC_FLUSH);
        inStep = length < filled;
        if (inStep) {
            out.write(coded, 0, length);
        }
        return inStep;
    }

    private void writeStored() throws IOException {
        out.write(0);
        out.write(filled);
        out.write(filled >>> 8);
        out.write(~filled);
        out.write(~filled >>> 8);
        out.write(buffer, WINDOW, filled);
    }

    /** Frees the deflater's memory, which is not on the heap; ends nothing. */
    @Override
    public void close() {
        deflater.end();
    }
}
