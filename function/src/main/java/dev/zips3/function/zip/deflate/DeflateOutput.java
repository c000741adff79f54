package dev.zips3.function.zip.deflate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Writes a raw DEFLATE stream: fast where nothing is gained, which is most of a PNG, and close to zlib elsewhere. The
 * memory it takes does not depend on the length of the stream.
 */
public final class DeflateOutput extends OutputStream {

    private static final int CAPACITY = Block.WINDOW + Block.MAX_LENGTH;
    /** Most images are icons: their buffer grows no larger than they are. */
    private static final int INITIAL_CAPACITY = 8 * 1024;

    private final OutputStream out;
    private final BlockWriter blocks = new BlockWriter();
    /** The window, then the block that is being filled. */
    private byte[] buffer = new byte[INITIAL_CAPACITY];

    private int start;
    private int end;
    private long position;

    /** @param out stays open */
    public DeflateOutput(OutputStream out) {
        this.out = out;
    }

    /** The most bytes a stream of {@code size} bytes can become: all of its blocks stored. */
    public static long maxSize(long size) {
        long blocks = Math.max(1, (size + Block.MAX_LENGTH - 1) / Block.MAX_LENGTH);
        return size + blocks * Block.STORED_OVERHEAD;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** Keeps the last block back, even if it is full: only {@link #finish} knows that it is the last. */
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

    /** Writes what is left, with the mark of the last block; nothing may be written afterwards. */
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

    /** Frees the memory that is not on the heap; ends nothing. */
    @Override
    public void close() {
        blocks.close();
    }
}
