package dev.zips3.function.s3;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * Computes CRC-64/NVME, the checksum that S3 adds to an object if its uploader sent none. The SDK verifies it only with
 * a native library, and the function has no native code.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Checking object
 *     integrity in Amazon S3</a>
 */
final class Crc64Nvme {

    /** The polynomial AD93D23594C93659 with its bits reversed (NVM Express Command Set Specification, 5.2.1.3.4). */
    private static final long REVERSED_POLYNOMIAL = 0x9A6C9329AC4BC9B5L;

    /** The number of bytes of one step. Their table look-ups do not depend on each other, so the CPU overlaps them. */
    private static final int SLICES = 16;

    private static final int VALUES = 1 << Byte.SIZE;

    /**
     * How each value of a byte changes the sum at the end of a step, for each place of the byte in the step: first the
     * values for the first byte.
     */
    private static final long[] TABLE = table();

    private long sum = -1;

    void update(byte[] bytes, int offset, int length) {
        ByteBuffer input = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
        long crc = sum;
        while (input.remaining() >= SLICES) {
            crc = fold(crc ^ input.getLong(), 0) ^ fold(input.getLong(), SLICES / 2 * VALUES);
        }
        while (input.hasRemaining()) {
            crc = TABLE[(SLICES - 1) * VALUES + ((int) (crc ^ input.get()) & 0xFF)] ^ (crc >>> Byte.SIZE);
        }
        sum = crc;
    }

    /** This is not a loop, because a loop takes three times as long. */
    private static long fold(long eight, int slices) {
        return TABLE[slices + (int) (eight & 0xFF)]
                ^ TABLE[slices + VALUES + (int) (eight >>> 8 & 0xFF)]
                ^ TABLE[slices + 2 * VALUES + (int) (eight >>> 16 & 0xFF)]
                ^ TABLE[slices + 3 * VALUES + (int) (eight >>> 24 & 0xFF)]
                ^ TABLE[slices + 4 * VALUES + (int) (eight >>> 32 & 0xFF)]
                ^ TABLE[slices + 5 * VALUES + (int) (eight >>> 40 & 0xFF)]
                ^ TABLE[slices + 6 * VALUES + (int) (eight >>> 48 & 0xFF)]
                ^ TABLE[slices + 7 * VALUES + (int) (eight >>> 56)];
    }

    /** Returns the checksum as S3 writes it: eight bytes, big-endian, in Base64. */
    String base64() {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Long.BYTES).putLong(~sum).array());
    }

    private static long[] table() {
        long[] table = new long[SLICES * VALUES];
        int last = table.length - VALUES;
        for (int b = 0; b < VALUES; b++) {
            long crc = b;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ REVERSED_POLYNOMIAL;
            }
            table[last + b] = crc;
        }
        for (int i = last - 1; i >= 0; i--) {
            long later = table[i + VALUES];
            table[i] = table[last + ((int) later & 0xFF)] ^ (later >>> Byte.SIZE);
        }
        return table;
    }
}
