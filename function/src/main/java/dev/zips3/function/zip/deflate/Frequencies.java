package dev.zips3.function.zip.deflate;

import java.util.Arrays;

/** Counts how often each symbol occurs in a block, and estimates what coding these symbols costs. */
final class Frequencies {

    private static final double LOG_2 = Math.log(2);
    /**
     * The logarithms of small counts. Most counts are small, and computing their logarithms would take most of the
     * time.
     */
    private static final double[] LOG = new double[1024];

    static {
        for (int i = 1; i < LOG.length; i++) {
            LOG[i] = Math.log(i);
        }
    }

    private final int[] literalsAndLengths = new int[Symbols.LITERAL_LENGTH_COUNT];
    private final int[] distances = new int[Symbols.DISTANCE_COUNT];
    /**
     * Four neighbouring literals are counted in four tables: the first in {@link #literalsAndLengths}, the others here.
     * In one table, the increment for a repeated literal would have to wait for the increment before it.
     */
    private final int[] second = new int[Symbols.END_OF_BLOCK];

    private final int[] third = new int[Symbols.END_OF_BLOCK];
    private final int[] fourth = new int[Symbols.END_OF_BLOCK];

    private long extraBits;

    int[] literalsAndLengths() {
        return literalsAndLengths;
    }

    int[] distances() {
        return distances;
    }

    /** Returns the number of all extra bits that follow the length and distance symbols (3.2.5). */
    long extraBits() {
        return extraBits;
    }

    void count(Block block, Matches matches) {
        Arrays.fill(literalsAndLengths, 0);
        Arrays.fill(distances, 0);
        Arrays.fill(second, 0);
        Arrays.fill(third, 0);
        Arrays.fill(fourth, 0);
        extraBits = 0;
        int index = block.start();
        for (int i = 0; i < matches.count(); i++) {
            long match = matches.get(i);
            countLiterals(block.bytes(), index, index + Matches.literals(match));
            int length = Symbols.ofLength(Matches.length(match));
            int distance = Symbols.ofDistance(Matches.distance(match));
            literalsAndLengths[length]++;
            distances[distance]++;
            extraBits += Symbols.lengthExtraBits(length) + Symbols.distanceExtraBits(distance);
            index += Matches.literals(match) + Matches.length(match);
        }
        countLiterals(block.bytes(), index, block.end());
        for (int i = 0; i < second.length; i++) {
            literalsAndLengths[i] += second[i] + third[i] + fourth[i];
        }
        literalsAndLengths[Symbols.END_OF_BLOCK] = 1;
    }

    private void countLiterals(byte[] bytes, int from, int to) {
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long eight = Block.readLong(bytes, i);
            literalsAndLengths[(int) eight & 0xFF]++;
            second[(int) (eight >>> 8) & 0xFF]++;
            third[(int) (eight >>> 16) & 0xFF]++;
            fourth[(int) (eight >>> 24) & 0xFF]++;
            literalsAndLengths[(int) (eight >>> 32) & 0xFF]++;
            second[(int) (eight >>> 40) & 0xFF]++;
            third[(int) (eight >>> 48) & 0xFF]++;
            fourth[(int) (eight >>> 56)]++;
        }
        for (; i < to; i++) {
            literalsAndLengths[bytes[i] & 0xFF]++;
        }
    }

    /**
     * Estimates a lower bound for the bits of the block with dynamic codes. No Huffman code is shorter than the
     * entropy, and the header needs about one bit for each symbol that has a code.
     */
    double minDynamicBits() {
        return entropyBits(literalsAndLengths)
                + entropyBits(distances)
                + extraBits
                + used(literalsAndLengths)
                + used(distances);
    }

    private static int used(int[] frequencies) {
        int used = 0;
        for (int frequency : frequencies) {
            used += frequency > 0 ? 1 : 0;
        }
        return used;
    }

    /**
     * Returns Shannon's entropy of all symbols together. No code that gives each symbol its own bits takes fewer bits.
     */
    static double entropyBits(int[] frequencies) {
        int total = 0;
        double weighted = 0;
        for (int frequency : frequencies) {
            total += frequency;
            weighted += frequency * log(frequency);
        }
        return (total * log(total) - weighted) / LOG_2;
    }

    private static double log(int value) {
        return value < LOG.length ? LOG[value] : Math.log(value);
    }
}
