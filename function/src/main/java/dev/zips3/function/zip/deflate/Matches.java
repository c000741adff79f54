package dev.zips3.function.zip.deflate;

import java.util.Arrays;

/**
 * The matches of one block, in order. All other bytes of the block are literals.
 *
 * <p>A match is packed into a {@code long}: the number of literals before it, its length, its distance. So the list
 * needs no object for each match.
 */
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

    /**
     * Appends a match.
     *
     * @param literals number of literals between the previous match and this one
     */
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
