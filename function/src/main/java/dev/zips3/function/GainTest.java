package dev.zips3.function;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A cheap guess whether deflating a block would save at least 1 % of it. A PNG is deflated already: most of its blocks
 * gain nothing, and trying them all is where a naive archiver spends its time.
 */
final class GainTest {

    private static final double LEAST_GAIN = 0.01;
    /** A block this short is deflated at once: its sample would say little and its cost is little. */
    private static final int TOO_SHORT_TO_SAMPLE = 8192;

    private static final int SAMPLE = 64;
    private static final int SAMPLE_STEP = 256;
    /** Coprime to the usual row and pixel sizes, so that the probes do not fall on one column. */
    private static final int PROBE_STEP = 7;

    private static final int TABLE_BITS = 13;
    private static final int HASH_MULTIPLIER = 0x9E3779B1;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final int[] counts = new int[256];
    private final int[] lastSeen = new int[1 << TABLE_BITS];

    boolean worthDeflating(byte[] buffer, int offset, int length) {
        return length < TOO_SHORT_TO_SAMPLE
                || literalGain(buffer, offset, length) > LEAST_GAIN
                || matchGain(buffer, offset, length) > LEAST_GAIN;
    }

    /** What Huffman coding alone would save: from the order-0 entropy of a sample, by Miller and Madow's estimate. */
    private double literalGain(byte[] buffer, int offset, int length) {
        Arrays.fill(counts, 0);
        int sampled = 0;
        for (int start = offset; start + SAMPLE <= offset + length; start += SAMPLE_STEP) {
            for (int i = start; i < start + SAMPLE; i++) {
                counts[buffer[i] & 0xFF]++;
            }
            sampled += SAMPLE;
        }
        double weighted = 0;
        for (int count : counts) {
            if (count > 0) {
                weighted += count * Math.log(count);
            }
        }
        double nats = Math.log(sampled) - weighted / sampled + (counts.length - 1) / (2.0 * sampled);
        return 1 - nats / Math.log(256);
    }

    /** What matches alone would save: of the positions probed, those whose four bytes were seen before. */
    private double matchGain(byte[] buffer, int offset, int length) {
        Arrays.fill(lastSeen, -1);
        int hits = 0;
        for (int i = offset; i < offset + length - Integer.BYTES; i += PROBE_STEP) {
            int four = (int) INT.get(buffer, i);
            int slot = (four * HASH_MULTIPLIER) >>> (Integer.SIZE - TABLE_BITS);
            if (lastSeen[slot] >= 0 && (int) INT.get(buffer, lastSeen[slot]) == four) {
                hits++;
            }
            lastSeen[slot] = i;
        }
        return (double) hits * PROBE_STEP / length;
    }
}
