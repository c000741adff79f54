package dev.zips3.function.zip.deflate;

/** The symbols 257 to 285 of the literal/length alphabet, each for a range of lengths (3.2.5, first table). */
final class LengthSymbols {

    static final int MIN_LENGTH = 3;
    static final int MAX_LENGTH = 258;

    /** Symbols up to it have no extra bits; after it the ranges double every fourth symbol. */
    private static final int FIRST = 257;
    /** Has its own symbol, without extra bits, though the range before it reaches as far. */
    private static final int LAST = 285;

    private static final int[] SYMBOL = new int[MAX_LENGTH + 1];
    private static final int[] EXTRA_BITS = new int[LAST + 1];
    private static final int[] BASE = new int[LAST + 1];

    static {
        int length = MIN_LENGTH;
        for (int symbol = FIRST; symbol < LAST; symbol++) {
            BASE[symbol] = length;
            EXTRA_BITS[symbol] = Math.max(0, (symbol - FIRST) / 4 - 1);
            for (int i = 0; i < 1 << EXTRA_BITS[symbol]; i++) {
                SYMBOL[length++] = symbol;
            }
        }
        BASE[LAST] = MAX_LENGTH;
        SYMBOL[MAX_LENGTH] = LAST;
    }

    private LengthSymbols() {}

    static int symbol(int length) {
        return SYMBOL[length];
    }

    static int extraBits(int symbol) {
        return EXTRA_BITS[symbol];
    }

    /** What the extra bits say. */
    static int extra(int symbol, int length) {
        return length - BASE[symbol];
    }
}
