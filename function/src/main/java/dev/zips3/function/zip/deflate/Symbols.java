package dev.zips3.function.zip.deflate;

/**
 * The two alphabets of a DEFLATE block (3.2.5): literals and lengths share one, distances have their own. A length or
 * distance symbol stands for a range; extra bits after it select the value in the range.
 */
final class Symbols {

    static final int MIN_MATCH_LENGTH = 3;
    static final int MAX_MATCH_LENGTH = 258;

    /** The literal symbols 0 to 255 come before it, the length symbols after it. */
    static final int END_OF_BLOCK = 256;
    /** The symbols 286 and 287 have a fixed code but never occur (3.2.6). */
    static final int LITERAL_LENGTH_COUNT = 286;
    /** The symbols 30 and 31 have a fixed code but never occur (3.2.6). */
    static final int DISTANCE_COUNT = 30;

    private static final int FIRST_LENGTH = 257;
    /** The symbol for length 258 only, although the extra bits of the symbol before it could express 258 too. */
    private static final int LAST_LENGTH = 285;

    private static final int[] LENGTH_SYMBOL = new int[MAX_MATCH_LENGTH + 1];
    private static final int[] LENGTH_EXTRA_BITS = new int[LITERAL_LENGTH_COUNT];
    private static final int[] LENGTH_BASE = new int[LITERAL_LENGTH_COUNT];

    static {
        int length = MIN_MATCH_LENGTH;
        for (int symbol = FIRST_LENGTH; symbol < LAST_LENGTH; symbol++) {
            LENGTH_BASE[symbol] = length;
            // The first eight symbols have no extra bits. After them the ranges double with every fourth symbol.
            LENGTH_EXTRA_BITS[symbol] = Math.max(0, (symbol - FIRST_LENGTH) / 4 - 1);
            for (int i = 0; i < 1 << LENGTH_EXTRA_BITS[symbol]; i++) {
                LENGTH_SYMBOL[length++] = symbol;
            }
        }
        LENGTH_BASE[LAST_LENGTH] = MAX_MATCH_LENGTH;
        LENGTH_SYMBOL[MAX_MATCH_LENGTH] = LAST_LENGTH;
    }

    private Symbols() {}

    static int ofLength(int length) {
        return LENGTH_SYMBOL[length];
    }

    static int lengthExtraBits(int symbol) {
        return LENGTH_EXTRA_BITS[symbol];
    }

    static int lengthExtra(int symbol, int length) {
        return length - LENGTH_BASE[symbol];
    }

    /**
     * Returns the symbol of a distance.
     *
     * <p>The first two symbols stand for the distances 1 and 2. From the third symbol on, each pair of symbols shares a
     * power of two: the highest bit of {@code distance - 1} selects the pair, the next bit the symbol in the pair.
     */
    static int ofDistance(int distance) {
        int value = distance - 1;
        if (value < 2) {
            return value;
        }
        int exponent = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(value);
        return 2 * exponent + (value >>> (exponent - 1) & 1);
    }

    static int distanceExtraBits(int symbol) {
        return Math.max(0, symbol / 2 - 1);
    }

    /** Returns the bits of {@code distance - 1} that the symbol does not determine. */
    static int distanceExtra(int symbol, int distance) {
        return (distance - 1) & ((1 << distanceExtraBits(symbol)) - 1);
    }
}
