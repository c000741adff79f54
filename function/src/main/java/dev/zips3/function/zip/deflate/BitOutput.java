package dev.zips3.function.zip.deflate;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Packs bits into bytes. The first bit is the least significant bit of the first byte (3.1.1). */
final class BitOutput {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[0];
    private int size;
    /** The bits that do not fill a byte yet. */
    private long pending;
    /** The number of pending bits: at most 7 between two calls. */
    private int pendingBits;

    /** Makes room for the next calls of {@link #put}, which checks nothing because it is called for every symbol. */
    void reserve(long moreBits) {
        int needed = size + (int) (moreBits / Byte.SIZE) + 2 * Long.BYTES;
        if (bytes.length < needed) {
            bytes = Arrays.copyOf(bytes, needed);
        }
    }

    /**
     * Appends bits.
     *
     * <p>It always stores eight bytes and then counts the full ones. A loop over the full bytes would be slower: the
     * CPU cannot predict its branch.
     *
     * @param value has no bits set above the lowest {@code count}
     * @param count 0 to 56
     */
    void put(long value, int count) {
        pending |= value << pendingBits;
        pendingBits += count;
        LONGS.set(bytes, size, pending);
        size += pendingBits >>> 3;
        pending >>>= pendingBits & ~7;
        pendingBits &= 7;
    }

    /** Appends a Huffman code. Its most significant bit comes first (3.1.1), so the table holds the code reversed. */
    void putCode(HuffmanCode code, int symbol) {
        int entry = code.entry(symbol);
        put(HuffmanCode.reversedBits(entry), HuffmanCode.length(entry));
    }

    boolean isAligned() {
        return pendingBits == 0;
    }

    /** Appends zero bits up to the next byte boundary. */
    void align() {
        put(0, -pendingBits & 7);
    }

    /** Writes the full bytes. Up to seven bits stay and become part of the next byte. */
    void drainTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
        size = 0;
    }
}
