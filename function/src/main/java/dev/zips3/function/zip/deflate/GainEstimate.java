package dev.zips3.function.zip.deflate;

import java.util.Arrays;

/**
 * Guesses, from samples of a block, whether coding would make the block smaller. A PNG is deflated already, so most of
 * its blocks do not get smaller. A guess takes much less time than coding the block.
 */
final class GainEstimate {

    /** Shorter blocks are always coded: their sample would be too small, and coding them is quick. */
    private static final int MIN_SAMPLED_LENGTH = 8192;

    /**
     * The probes must find at least this part of the block repeated. It is less than the gain that is needed, because
     * the probes miss repeats: they compare four bytes, and they know only the latest position of each hash.
     */
    private static final double MIN_REPEATED = BlockWriter.MIN_GAIN / 5;

    private static final int SAMPLE = 64;
    private static final int SAMPLE_STEP = 256;
    /** Shares no factor with the usual sizes of rows and pixels, so that the probes do not all hit the same column. */
    private static final int PROBE_STEP = 7;

    private static final int TABLE_BITS = 13;
    private static final int MULTIPLIER = 0x9E3779B1;

    private final int[] counts = new int[256];
    /** Its entries have the format of the table in {@link MatchFinder}. Most images are too short to need it. */
    private int[] table;

    boolean mayGain(Block block) {
        return block.length() < MIN_SAMPLED_LENGTH
                || literalGain(block) > BlockWriter.MIN_GAIN
                || repeated(block) > MIN_REPEATED;
    }

    /**
     * Estimates the part of the block that a Huffman code of single bytes would save. The entropy of a sample is lower
     * than that of the block; Miller and Madow's formula corrects it.
     */
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
        double correction = (counts.length - 1) / (2 * Math.log(2));
        return 1 - (Frequencies.entropyBits(counts) + correction) / sampled / Byte.SIZE;
    }

    /** Estimates the part of the block that repeats bytes of the window. Each probe looks for four bytes. */
    private double repeated(Block block) {
        if (table == null) {
            table = new int[1 << TABLE_BITS];
        }
        byte[] bytes = block.bytes();
        int origin = (int) (block.position() - block.start());
        int hits = 0;
        for (int index = block.start(); index < block.end() - Integer.BYTES; index += PROBE_STEP) {
            int four = Block.readInt(bytes, index);
            int hash = four * MULTIPLIER;
            int slot = hash >>> (Integer.SIZE - TABLE_BITS);
            int entry = (hash << Short.SIZE) + origin + index;
            int distance = entry - table[slot];
            table[slot] = entry;
            if (MatchFinder.isInWindow(distance)
                    && distance <= index
                    && Block.readInt(bytes, index - distance) == four) {
                hits++;
            }
        }
        return (double) hits * PROBE_STEP / block.length();
    }
}
