package dev.zips3.function.zip.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The input of one DEFLATE block. The bytes are in a buffer, together with the bytes before the block, to which its
 * matches may refer.
 *
 * <p>In this package an <em>index</em> counts from the start of the buffer, a <em>position</em> from the start of the
 * stream.
 *
 * @param bytes the buffer; nobody may change it, or read it after the block is written
 * @param start index of the first byte of the block
 * @param end index after the last byte of the block
 * @param position position of the first byte of the block
 * @param last whether this is the last block of the stream (BFINAL, 3.2.3)
 */
@SuppressWarnings("ArrayRecordComponent") // A view of the stream's buffer. Blocks are never compared.
record Block(byte[] bytes, int start, int end, long position, boolean last) {

    /** The maximum length of a stored block (3.2.4). Every block except the last has this length. */
    static final int MAX_LENGTH = 0xFFFF;
    /** Bytes that a stored block adds: three header bits padded to a byte, LEN and NLEN (3.2.4). */
    static final int STORED_OVERHEAD = 5;
    /** The maximum distance of a match (section 2). */
    static final int WINDOW = 32 * 1024;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    int length() {
        return end - start;
    }

    /** Reads four bytes, the first in the lowest bits. */
    static int readInt(byte[] bytes, int index) {
        return (int) INTS.get(bytes, index);
    }

    /** Reads eight bytes, the first in the lowest bits. */
    static long readLong(byte[] bytes, int index) {
        return (long) LONGS.get(bytes, index);
    }
}
