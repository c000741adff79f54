package dev.zips3.function.zip.deflate;

import java.io.IOException;
import java.io.OutputStream;

/** Writes each block in the form that gains most; stored, if none gains enough to be worth the reader's time. */
final class BlockWriter implements AutoCloseable {

    /** BTYPE of 3.2.3 */
    private static final int STORED = 0;

    private static final int FIXED = 1;
    private static final int DYNAMIC = 2;
    private static final int HEADER_BITS = 3;

    /** What coding must save, in parts of the block. */
    static final double MIN_GAIN = 0.01;
    /** A block that shrinks below this part of its length is left to zlib, if that is found to do better by enough. */
    private static final double DEEP = 0.7;
    /** And below this without a comparison: nearly all of it repeats. */
    private static final double SURELY_DEEP = 0.25;
    /** What zlib must save, in parts of what the block takes without it: it takes several times as long. */
    private static final double MIN_ZLIB_GAIN = 0.035;

    private final GainEstimate gain = new GainEstimate();
    private final MatchFinder finder = new MatchFinder();
    private final Matches matches = new Matches();
    private final Frequencies frequencies = new Frequencies();
    private final ZlibBlockEncoder zlib = new ZlibBlockEncoder();
    private final BitOutput bits = new BitOutput();

    /** Passes on all but the bits that do not fill a byte; after the last block, those too. */
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

    /** Returns false, with nothing written, if too little would be gained. */
    private boolean writeCoded(Block block, OutputStream out) throws IOException {
        finder.find(block, matches);
        frequencies.count(block, matches);
        long limit = (long) ((1 - MIN_GAIN) * Byte.SIZE * block.length());
        long fixedBits = HEADER_BITS + BlockCodes.FIXED.bits(frequencies);
        if (fixedBits > limit && frequencies.minDynamicBits() > limit) {
            return false;
        }
        BlockCodes codes = BlockCodes.dynamic(frequencies);
        DynamicHeader header = new DynamicHeader(codes);
        long dynamicBits = HEADER_BITS + header.bits() + codes.bits(frequencies);
        long codedBits = Math.min(dynamicBits, fixedBits);
        if (codedBits > limit) {
            return false;
        }
        if (isLeftToZlib(block, codedBits / Byte.SIZE)) {
            writeByZlib(out);
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

    private boolean isLeftToZlib(Block block, long coded) {
        if (coded < SURELY_DEEP * block.length()) {
            return zlib.begin(block, block.length() / 2, SURELY_DEEP);
        }
        return coded < DEEP * block.length()
                && zlib.isWorthTrying(block)
                && zlib.begin(block, (int) ((1 - MIN_ZLIB_GAIN) * coded), DEEP);
    }

    private void writeByZlib(OutputStream out) throws IOException {
        if (!bits.isAligned()) {
            putStoredHeader(0, false);
        }
        bits.drainTo(out);
        zlib.writeTo(out);
    }

    private void writeStored(Block block, OutputStream out) throws IOException {
        putStoredHeader(block.length(), block.last());
        bits.drainTo(out);
        out.write(block.bytes(), block.start(), block.length());
    }

    /** 3.2.4 */
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
