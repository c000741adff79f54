package dev.zips3.function.zip.deflate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Writes a raw DEFLATE stream. Most of a PNG cannot get smaller, and there it is much faster than zlib. Elsewhere its
 * output is about as short. It needs the same memory for a stream of any length.
 */
public final class DeflateOutput extends OutputStream {

    private static final int CAPACITY = Block.WINDOW + Block.MAX_LENGTH;
    /** The buffer starts small, because most images are icons and never fill it. */
    private static final int INITIAL_CAPACITY = 8 * 1024;

    private final OutputStream out;
    private final BlockWriter blocks = new BlockWriter();
    /** The window, then the block that is being filled. */
    private byte[] buffer = new byte[INITIAL_CAPACITY];

    private int start;
    private int end;
    private long position;

    /**
     * Creates an encoder that writes nothing yet.
     *
     * @param out receives the stream; it is not closed
     */
    public DeflateOutput(OutputStream out) {
        this.out = out;
    }

    /**
     * Returns the maximum size of the stream in bytes for a content of this size: the size if all blocks are stored.
     */
    public static long maxSize(long size) {
        long blocks = Math.max(1, (size + Block.MAX_LENGTH - 1) / Block.MAX_LENGTH);
        return size + blocks * Block.STORED_OVERHEAD;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** Keeps a full block until more bytes follow, because the last block must be marked as the last (BFINAL). */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int to = offset + length;
        while (from < to) {
            if (end - start == Block.MAX_LENGTH) {
                writeBlock(false);
            }
            int part = Math.min(to - from, Block.MAX_LENGTH - (end - start));
            reserve(part);
            System.arraycopy(bytes, from, buffer, end, part);
            end += part;
            from += part;
        }
    }

    /** Writes the last block, which completes the stream. No other write may follow. */
    public void finish() throws IOException {
        writeBlock(true);
    }

    private void reserve(int part) {
        if (buffer.length < end + part) {
            buffer = Arrays.copyOf(buffer, Math.min(CAPACITY, Math.max(end + part, 2 * buffer.length)));
        }
    }

    private void writeBlock(boolean last) throws IOException {
        blocks.write(new Block(buffer, start, end, position, last), out);
        position += end - start;
        int kept = Math.min(Block.WINDOW, end);
        System.arraycopy(buffer, end - kept, buffer, 0, kept);
        start = kept;
        end = kept;
    }

    /** Frees memory outside the heap. It does not complete the stream. */
    @Override
    public void close() {
        blocks.close();
    }
}
