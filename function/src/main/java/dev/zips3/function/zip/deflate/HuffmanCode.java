package dev.zips3.function.zip.deflate;

/** A Huffman code. The code lengths determine it completely, by the two rules of 3.2.2. */
final class HuffmanCode {

    /** The maximum length of a code of the literal/length and distance alphabets (3.2.7). */
    static final int MAX_LENGTH = 15;

    private static final int LENGTH_BITS = 4;

    /** For each symbol its code with the bits reversed and, in the lowest bits, the length: one read gives both. */
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

    /** Returns the smallest code of each length: steps 1 and 2 of the algorithm in 3.2.2. */
    private static int[] firstCodes(int[] lengths) {
        int[] counts = new int[MAX_LENGTH + 1];
        for (int length : lengths) {
            counts[length]++;
        }
        counts[0] = 0;
        int[] first = new int[MAX_LENGTH + 1];
        for (int bits = 1; bits <= MAX_LENGTH; bits++) {
            first[bits] = (first[bits - 1] + counts[bits - 1]) << 1;
        }
        return first;
    }

    /** Returns code and length of a symbol, for {@link #reversedBits} and {@link #length}. */
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

    /** Returns how many code lengths a dynamic header must list. It leaves out those after the last used symbol. */
    int listedLengths() {
        int listed = entries.length;
        while (listed > 0 && entries[listed - 1] == 0) {
            listed--;
        }
        return listed;
    }

    /** Returns the number of bits that all symbols take together, without their extra bits. */
    long bits(int[] frequencies) {
        long bits = 0;
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            bits += (long) frequencies[symbol] * lengthOf(symbol);
        }
        return bits;
    }
}
