package dev.zips3.function.zip.deflate;

import java.util.Arrays;

/**
 * A cheap guess whether coding a block would save enough of it. A PNG is deflated already: most of its blocks gain
 * nothing, and trying them all is where a naive archiver spends its time.
 */
final class GainEstimate {

    /** A block this short is tried at once: its sample would say little and its cost is little. */
    private static final int TOO_SHORT_TO_SAMPLE = 8192;

    /** Repeats save more than is seen of them: a probe meets what has four bytes left, and not every distance. */
    private static final double MIN_REPEATED = BlockWriter.MIN_GAIN / 5;

    private static final int SAMPLE = 64;
    private static final int SAMPLE_STEP = 256;
    /** Coprime to the usual row and pixel sizes, so that the probes do not fall on one column. */
    private static final int PROBE_STEP = 7;

    private static final int TABLE_BITS = 13;
    private static final int MULTIPLIER = 0x9E3779B1;

    private final int[] counts = new int[256];
    private int[] table;

    boolean mayGain(Block block) {
        return block.length() < TOO_SHORT_TO_SAMPLE
                || literalGain(block) > BlockWriter.MIN_GAIN
                || repeated(block) > MIN_REPEATED;
    }

    /** What Huffman coding alone would save: from the order-0 entropy of a sample, by Miller and Madow's estimate. */
    private double literalGain(Block block) {
        Arrays.fill(counts, 0);
        byte[] bytes = block.bytes();
        int sampled = 0;
        for (int start = block.start(); start + SAMPLE <= block.end(); start += SAMPLE_STEP) {
            for (int i = start; i < start + SAMPLE; i++) {
                counts[bytes[i] & 0xFF]++;
            }
            sampled += SAMPLE;
        }
        double bias = (counts.length - 1) / (2 * Math.log(2));
        return 1 - (Entropy.bits(counts) + bias) / sampled / Byte.SIZE;
    }

    /** The part of the block that repeats what is in the window: of the positions probed, by their four bytes. */
    private double repeated(Block block) {
        if (table == null) {
            table = new int[1 << TABLE_BITS];
        }
        byte[] bytes = block.bytes();
        int origin = (int) (block.position() - block.start());
        int hits = 0;
        for (int at = block.start(); at < block.end() - Integer.BYTES; at += PROBE_STEP) {
            int four = (int) Bytes.INT.get(bytes, at);
            int hash = four * MULTIPLIER;
            int slot = hash >>> (Integer.SIZE - TABLE_BITS);
            // As in MatchFinder: a position, and above it a check.
            int entry = (hash << Short.SIZE) + origin + at;
            int distance = entry - table[slot];
            table[slot] = entry;
            if (MatchFinder.isInWindow(distance)
                    && distance <= at
                    && (int) Bytes.INT.get(bytes, at - distance) == four) {
                hits++;
            }
        }
        return (double) hits * PROBE_STEP / block.length();
    }
}
