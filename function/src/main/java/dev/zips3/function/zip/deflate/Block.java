package dev.zips3.function.zip.deflate;

/**
 * The bytes of a block, behind those that its matches may reach back to.
 *
 * @param bytes not to be changed, and valid only while the block is written
 * @param start of the block; all that stands before it is history
 * @param end of the block
 * @param position of its first byte in the stream
 * @param last whether the stream ends with it (BFINAL, 3.2.3)
 */
@SuppressWarnings("ArrayRecordComponent") // A view of the stream's buffer, never compared.
record Block(byte[] bytes, int start, int end, long position, boolean last) {

    /** The most a stored block can hold (3.2.4): a block that gains nothing becomes exactly one. */
    static final int MAX_LENGTH = 0xFFFF;
    /** Three bits of header, filled up to a byte, then LEN and NLEN (3.2.4). */
    static final int STORED_OVERHEAD = 5;
    /** The farthest a match may reach back (2). */
    static final int WINDOW = 32 * 1024;

    int length() {
        return end - start;
    }
}
