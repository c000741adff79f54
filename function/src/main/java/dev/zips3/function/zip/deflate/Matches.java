package dev.zips3.function.zip.deflate;

import java.util.Arrays;

/** The repeats found in a block, in order; what stands before, between and after them are literals (2). */
final class Matches {

    private static final int LENGTH_SHIFT = 16;
    private static final int LITERALS_SHIFT = 32;

    private long[] matches = new long[256];
    private int count;

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    /** @param literals that stand between the match before and this one */
    void add(int literals, int length, int distance) {
        if (count == matches.length) {
            matches = Arrays.copyOf(matches, 2 * count);
        }
        matches[count++] = (long) literals << LITERALS_SHIFT | length << LENGTH_SHIFT | distance;
    }

    long get(int index) {
        return matches[index];
    }

    static int literals(long match) {
        return (int) (match >>> LITERALS_SHIFT);
    }

    static int length(long match) {
        return (int) match >>> LENGTH_SHIFT;
    }

    static int distance(long match) {
        return (int) match & 0xFFFF;
    }
}
