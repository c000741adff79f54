package dev.zips3.function.zip.deflate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;

/**
 * Encodes blocks that repeat much with the JDK's zlib, because its longer search finds more matches there.
 *
 * <p>Consecutive blocks form a series. It starts and ends at a byte boundary ({@link Deflater#SYNC_FLUSH}). Its matches
 * may refer to all bytes in the window, also to those that zlib did not encode.
 *
 * <p>Only the first block of a series is encoded before anything is written, so only the first block is sure to shrink.
 * Each other block may grow by a few bytes, but together they never grow by more than the first block saves.
 */
final class ZlibBlockEncoder implements AutoCloseable {

    private static final int LEVEL = 6;
    /** The first block saves thousands of bytes, and each other block grows by at most five bytes per 16 KiB. */
    private static final int MAX_SERIES = 64;

    /**
     * After a block for which zlib was not better, zlib is not tried for this many bytes. The next blocks are probably
     * similar, and a trial takes as long as encoding the block.
     */
    private static final long PAUSE = 64L * Block.MAX_LENGTH;

    /** Created for the first block that needs it, because most images need none. */
    private Deflater deflater;

    private byte[] coded = new byte[0];
    /** Length of the encoded first block of the series. */
    private int length;
    /** Position of the only block that can continue the series. */
    private long nextPosition = -1;

    private int blocksInSeries;
    private double maxRatio;
    private boolean lastBlockShrank;
    private long pausedUntil;

    boolean isPaused(Block block) {
        return block.position() < pausedUntil;
    }

    /**
     * Encodes the first block of a series, and keeps the result for {@link #writeFirst}. Returns false, and pauses, if
     * the result is not shorter than {@code limit} bytes.
     *
     * @param maxRatio the series ends after a block whose encoded length is not below this part of its length
     */
    boolean begin(Block block, int limit, double maxRatio) {
        this.maxRatio = maxRatio;
        if (deflater == null) {
            deflater = new Deflater(LEVEL, true);
            coded = new byte[Block.MAX_LENGTH];
        }
        deflater.reset();
        int history = Math.min(Block.WINDOW, block.start());
        deflater.setDictionary(block.bytes(), block.start() - history, history);
        setInput(block);
        length = deflater.deflate(coded, 0, limit, block.last() ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
        lastBlockShrank = length < limit;
        blocksInSeries = lastBlockShrank ? 1 : 0;
        pausedUntil = lastBlockShrank ? 0 : block.position() + PAUSE;
        return lastBlockShrank;
    }

    void writeFirst(OutputStream out) throws IOException {
        out.write(coded, 0, length);
    }

    /** Returns whether zlib shall encode this block too: it follows a block that shrank, so it will probably shrink. */
    boolean continuesWith(Block block) {
        return lastBlockShrank && blocksInSeries < MAX_SERIES && nextPosition == block.position();
    }

    void append(Block block, OutputStream out) throws IOException {
        setInput(block);
        long written = drain(Deflater.NO_FLUSH, out);
        blocksInSeries++;
        lastBlockShrank = written < maxRatio * block.length();
    }

    /** Ends the series, if there is one, so that the next block starts at a byte boundary. */
    void end(OutputStream out) throws IOException {
        if (blocksInSeries > 1) {
            drain(Deflater.SYNC_FLUSH, out);
        }
        blocksInSeries = 0;
        lastBlockShrank = false;
    }

    private void setInput(Block block) {
        deflater.setInput(block.bytes(), block.start(), block.length());
        nextPosition = block.position() + block.length();
        if (block.last()) {
            deflater.finish();
        }
    }

    private long drain(int flush, OutputStream out) throws IOException {
        long before = deflater.getBytesWritten();
        int part;
        do {
            part = deflater.deflate(coded, 0, coded.length, flush);
            out.write(coded, 0, part);
        } while (part == coded.length);
        return deflater.getBytesWritten() - before;
    }

    /** Frees zlib's memory, which is outside the heap. */
    @Override
    public void close() {
        if (deflater != null) {
            deflater.end();
        }
    }
}
