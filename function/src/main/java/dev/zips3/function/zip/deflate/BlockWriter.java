package dev.zips3.function.zip.deflate;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes each block in its shortest form: with fixed codes, with dynamic codes, or encoded by zlib. If no form saves at
 * least 1 %, the block is stored, because a stored block is faster to read.
 */
final class BlockWriter implements AutoCloseable {

    /** The values of BTYPE (3.2.3). */
    private static final int STORED = 0;

    private static final int FIXED = 1;
    private static final int DYNAMIC = 2;
    private static final int HEADER_BITS = 3;

    /** Coding must save at least this part of the block. */
    static final double MIN_GAIN = 0.01;
    /** If a block shrinks below this part of its length, zlib is tried too. */
    private static final double REPETITIVE = 0.7;
    /** If a block shrinks below this part of its length, zlib is used without a comparison: it finds more matches. */
    private static final double VERY_REPETITIVE = 0.25;
    /** Zlib must save at least this part of the coded block, because zlib takes several times as long. */
    private static final double MIN_ZLIB_GAIN = 0.035;

    private final GainEstimate gain = new GainEstimate();
    private final MatchFinder finder = new MatchFinder();
    private final Matches matches = new Matches();
    private final Frequencies frequencies = new Frequencies();
    private final ZlibBlockEncoder zlib = new ZlibBlockEncoder();
    private final BitOutput bits = new BitOutput();

    /**
     * Writes a block. Bits that do not fill a byte are kept for the next block; after the last block they are padded.
     */
    void write(Block block, OutputStream out) throws IOException {
        boolean mayGain = gain.mayGain(block);
        if (mayGain && zlib.continuesWith(block)) {
            zlib.append(block, out);
            return;
        }
        zlib.end(out);
        if (!mayGain || !writeCoded(block, out)) {
            writeStored(block, out);
        }
        if (block.last()) {
            bits.reserve(Byte.SIZE);
            bits.align();
        }
        bits.drainTo(out);
    }

    /** Returns false, and writes nothing, if the block would not shrink by {@link #MIN_GAIN}. */
    private boolean writeCoded(Block block, OutputStream out) throws IOException {
        finder.find(block, matches);
        frequencies.count(block, matches);
        long maxBits = (long) ((1 - MIN_GAIN) * Byte.SIZE * block.length());
        long fixedBits = HEADER_BITS + BlockCodes.FIXED.bits(frequencies);
        if (fixedBits > maxBits && frequencies.minDynamicBits() > maxBits) {
            return false;
        }
        BlockCodes codes = BlockCodes.dynamic(frequencies);
        DynamicHeader header = new DynamicHeader(codes);
        long dynamicBits = HEADER_BITS + header.bits() + codes.bits(frequencies);
        long codedBits = Math.min(dynamicBits, fixedBits);
        if (codedBits > maxBits) {
            return false;
        }
        if (zlibEncodes(block, codedBits / Byte.SIZE)) {
            writeZlib(out);
            return true;
        }
        bits.reserve(codedBits);
        if (fixedBits <= dynamicBits) {
            putHeader(FIXED, block.last());
            BlockCodes.FIXED.write(block, matches, bits);
        } else {
            putHeader(DYNAMIC, block.last());
            header.write(bits);
            codes.write(block, matches, bits);
        }
        return true;
    }

    /** Returns whether zlib has encoded the block, because it repeats much and zlib's result is short enough. */
    private boolean zlibEncodes(Block block, long codedBytes) {
        if (codedBytes < VERY_REPETITIVE * block.length()) {
            return zlib.begin(block, block.length() / 2, VERY_REPETITIVE);
        }
        return codedBytes < REPETITIVE * block.length()
                && !zlib.isPaused(block)
                && zlib.begin(block, (int) ((1 - MIN_ZLIB_GAIN) * codedBytes), REPETITIVE);
    }

    /** Zlib's output must start at a byte boundary. If it would not, an empty stored block comes before it. */
    private void writeZlib(OutputStream out) throws IOException {
        if (!bits.isAligned()) {
            putStoredHeader(0, false);
        }
        bits.drainTo(out);
        zlib.writeFirst(out);
    }

    private void writeStored(Block block, OutputStream out) throws IOException {
        putStoredHeader(block.length(), block.last());
        bits.drainTo(out);
        out.write(block.bytes(), block.start(), block.length());
    }

    /** Puts block header, padding, LEN and NLEN (3.2.4). */
    private void putStoredHeader(int length, boolean last) {
        bits.reserve(Block.STORED_OVERHEAD * Byte.SIZE);
        putHeader(STORED, last);
        bits.align();
        bits.put(length, Short.SIZE);
        bits.put(~length & 0xFFFF, Short.SIZE);
    }

    private void putHeader(int type, boolean last) {
        bits.put(last ? 1 : 0, 1);
        bits.put(type, 2);
    }

    @Override
    public void close() {
        zlib.close();
    }
}
