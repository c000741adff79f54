package dev.zips3.function;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * CRC-64/NVME: the checksum S3 gives every object whose uploader gave none. The SDK checks it only beside a native
 * library, which the function does without.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Checking object
 *     integrity in Amazon S3</a>
 */
final class Crc64Nvme {

    /** The polynomial AD93D23594C93659, bits reversed (NVM Express Command Set Specification, 5.2.1.3.4). */
    private static final long REVERSED_POLYNOMIAL = 0x9A6C9329AC4BC9B5L;

    private static final int SLICES = 8;
    /** Of each slice, what a byte does to the sum that many bytes later: eight bytes are folded in at once. */
    private static final long[][] TABLES = tables();

    private long sum = -1;

    void update(byte[] bytes, int offset, int length) {
        ByteBuffer input = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
        long crc = sum;
        while (input.remaining() >= Long.BYTES) {
            long eight = crc ^ input.getLong();
            crc = 0;
            for (int slice = 0; slice < SLICES; slice++) {
                crc ^= TABLES[SLICES - 1 - slice][(int) (eight >>> (Byte.SIZE * slice)) & 0xFF];
            }
        }
        while (input.hasRemaining()) {
            crc = TABLES[0][(int) (crc ^ input.get()) & 0xFF] ^ (crc >>> Byte.SIZE);
        }
        sum = crc;
    }

    /** As S3 writes it: eight bytes, the highest first, in Base64. */
    String base64() {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Long.BYTES).putLong(~sum).array());
    }

    private static long[][] tables() {
        long[][] tables = new long[SLICES][256];
        for (int b = 0; b < 256; b++) {
            long crc = b;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ REVERSED_POLYNOMIAL;
            }
            tables[0][b] = crc;
        }
        for (int slice = 1; slice < SLICES; slice++) {
            for (int b = 0; b < 256; b++) {
                long previous = tables[slice - 1][b];
                tables[slice][b] = tables[0][(int) previous & 0xFF] ^ (previous >>> Byte.SIZE);
            }
        }
        return tables;
    }
}
