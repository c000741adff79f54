package dev.zips3.function.zip.deflate;

/** The one Huffman code that has given code lengths and keeps the two rules of 3.2.2. */
final class HuffmanCode {

    /** The longest code of the literal/length and distance alphabets (3.2.7). */
    static final int MAX_BITS = 15;

    private static final int LENGTH_BITS = 4;

    /** Of each symbol the reversed code and, below it, its length: one load for both. */
    private final int[] entries;

    HuffmanCode(int[] lengths) {
        int[] next = firstCodes(lengths);
        entries = new int[lengths.length];
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            if (length > 0) {
                int reversed = Integer.reverse(next[length]++) >>> (Integer.SIZE - length);
                entries[symbol] = reversed << LENGTH_BITS | length;
            }
        }
    }

    /** Steps 1 and 2 of the algorithm in 3.2.2. */
    private static int[] firstCodes(int[] lengths) {
        int[] counts = new int[MAX_BITS + 1];
        for (int length : lengths) {
            counts[length]++;
        }
        counts[0] = 0;
        int[] first = new int[MAX_BITS + 1];
        for (int bits = 1; bits <= MAX_BITS; bits++) {
            first[bits] = (first[bits - 1] + counts[bits - 1]) << 1;
        }
        return first;
    }

    int entry(int symbol) {
        return entries[symbol];
    }

    static int reversedBits(int entry) {
        return entry >>> LENGTH_BITS;
    }

    static int length(int entry) {
        return entry & ((1 << LENGTH_BITS) - 1);
    }

    int lengthOf(int symbol) {
        return length(entries[symbol]);
    }

    /** One more than the last symbol that has a code. */
    int used() {
        int used = entries.length;
        while (used > 0 && entries[used - 1] == 0) {
            used--;
        }
        return used;
    }

    long bits(int[] frequencies) {
        long bits = 0;
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            bits += (long) frequencies[symbol] * lengthOf(symbol);
        }
        return bits;
    }
}
