package dev.zips3.function.deflate;

import java.util.zip.Deflater;

/**
 * Codes the blocks in which so much repeats that a longer search pays. What it makes begins and ends on a byte boundary
 * ({@link Deflater#SYNC_FLUSH}), and may refer to what stands before the block, whoever coded that.
 */
final class Zlib implements AutoCloseable {

    private static final int LEVEL = 6;

    /** Made when first needed: most images need none. */
    private Deflater deflater;

    private byte[] coded = new byte[0];
    private int length;
    /** Where its own window ends: a block that begins there needs no dictionary. */
    private long position = -1;

    /** Keeps what it made; returns false if that took no fewer than {@code limit} bytes. */
    boolean code(Block block, int limit) {
        if (deflater == null) {
            deflater = new Deflater(LEVEL, true);
            coded = new byte[Block.MAX_LENGTH];
        }
        if (position != block.position()) {
            deflater.reset();
            int history = Math.min(Block.WINDOW, block.start());
            deflater.setDictionary(block.bytes(), block.start() - history, history);
        }
        deflater.setInput(block.bytes(), block.start(), block.length());
        if (block.last()) {
            deflater.finish();
        }
        length = deflater.deflate(coded, 0, limit, block.last() ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
        boolean fits = length < limit;
        position = fits ? block.position() + block.length() : -1;
        return fits;
    }

    byte[] coded() {
        return coded;
    }

    int length() {
        return length;
    }

    /** Frees the memory that is not on the heap. */
    @Override
    public void close() {
        if (deflater != null) {
            deflater.end();
        }
    }
}
