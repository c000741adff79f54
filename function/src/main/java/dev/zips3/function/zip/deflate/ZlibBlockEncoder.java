package dev.zips3.function.zip.deflate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;

/**
 * Codes the blocks in which so much repeats that a longer search pays, and may refer to what stands before them,
 * whoever coded that. A series of them begins and ends on a byte boundary ({@link Deflater#SYNC_FLUSH}).
 *
 * <p>Only of the first block of a series it is known beforehand that it shrinks. What that saves pays for the few bytes
 * by which zlib may expand each of the others.
 */
final class ZlibBlockEncoder implements AutoCloseable {

    private static final int LEVEL = 6;
    /** The first block saves thousands of bytes; each other costs at most five more per 16 KiB. */
    private static final int MAX_SERIES = 64;

    /** After a block that was tried in vain. Those near it are of its kind, and a trial takes as long as the coding. */
    private static final long PAUSE = 64L * Block.MAX_LENGTH;

    /** Made when first needed: most images need none. */
    private Deflater deflater;

    private byte[] coded = new byte[0];
    private int length;
    /** Of the block that would continue the series. */
    private long position = -1;

    private int series;
    private double shrinking;
    private boolean deep;
    /** Where in the stream it may be tried again. */
    private long pausedUntil;

    boolean isWorthTrying(Block block) {
        return block.position() >= pausedUntil;
    }

    /**
     * Begins a series, and keeps what it made; returns false, and pauses, if that took no fewer than {@code limit}
     * bytes.
     *
     * @param shrinking the part of its length below which each block must shrink for the series to go on
     */
    boolean begin(Block block, int limit, double shrinking) {
        this.shrinking = shrinking;
        if (deflater == null) {
            deflater = new Deflater(LEVEL, true);
            coded = new byte[Block.MAX_LENGTH];
        }
        deflater.reset();
        int history = Math.min(Block.WINDOW, block.start());
        deflater.setDictionary(block.bytes(), block.start() - history, history);
        setInput(block);
        length = deflater.deflate(coded, 0, limit, block.last() ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
        deep = length < limit;
        series = deep ? 1 : 0;
        pausedUntil = deep ? 0 : block.position() + PAUSE;
        return deep;
    }

    /** Passes on what {@link #begin} kept. */
    void writeTo(OutputStream out) throws IOException {
        out.write(coded, 0, length);
    }

    /** As long as one block after the other shrinks: what held for the last is expected of the next. */
    boolean continuesWith(Block block) {
        return deep && series < MAX_SERIES && position == block.position();
    }

    void append(Block block, OutputStream out) throws IOException {
        setInput(block);
        long written = drain(Deflater.NO_FLUSH, out);
        series++;
        deep = written < shrinking * block.length();
    }

    /** Ends the series, if there is one: what follows it begins on a byte boundary. */
    void end(OutputStream out) throws IOException {
        if (series > 1) {
            drain(Deflater.SYNC_FLUSH, out);
        }
        series = 0;
        deep = false;
    }

    private void setInput(Block block) {
        deflater.setInput(block.bytes(), block.start(), block.length());
        position = block.position() + block.length();
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

    /** Frees the memory that is not on the heap. */
    @Override
    public void close() {
        if (deflater != null) {
            deflater.end();
        }
    }
}
