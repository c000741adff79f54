package dev.zips3.function.zip.deflate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Packs bits into bytes, starting with the least significant bit of each (3.1.1). */
final class BitOutput {

    private byte[] bytes = new byte[0];
    private int size;
    /** The bits that do not fill a byte yet: at most 7. */
    private long pending;

    private int pendingBits;

    /** Makes room, so that {@link #put} need not ask for it. */
    void reserve(long moreBits) {
        int needed = size + (int) (moreBits / Byte.SIZE) + 2 * Long.BYTES;
        if (bytes.length < needed) {
            bytes = Arrays.copyOf(bytes, needed);
        }
    }

    /**
     * Always writes eight bytes, and counts those that are full: a branch could not be foretold.
     *
     * @param value has no bits set beyond {@code count}
     * @param count at most 56
     */
    void put(long value, int count) {
        pending |= value << pendingBits;
        pendingBits += count;
        Bytes.LONG.set(bytes, size, pending);
        size += pendingBits >>> 3;
        pending >>>= pendingBits & ~7;
        pendingBits &= 7;
    }

    /** A Huffman code: it is packed from its most significant bit on (3.1.1), so it is kept reversed. */
    void putCode(HuffmanCode code, int symbol) {
        int entry = code.entry(symbol);
        put(HuffmanCode.reversedBits(entry), HuffmanCode.length(entry));
    }

    boolean isAligned() {
        return pendingBits == 0;
    }

    /** Fills the last byte with zeros. */
    void align() {
        put(0, -pendingBits & 7);
    }

    /** Passes on all bytes that are full. */
    void drainTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
        size = 0;
    }
}
