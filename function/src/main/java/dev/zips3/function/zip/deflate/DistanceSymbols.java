package dev.zips3.function.zip.deflate;

/** The distance alphabet: thirty symbols, each for a range of distances (3.2.5, second table). */
final class DistanceSymbols {

    static final int COUNT = 30;

    private DistanceSymbols() {}

    /**
     * From the fifth symbol on, two share each power of two: the highest bit of distance - 1 names the pair, the bit
     * below it which of the two.
     */
    static int symbol(int distance) {
        int value = distance - 1;
        if (value < 2) {
            return value;
        }
        int exponent = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(value);
        return 2 * exponent + (value >>> (exponent - 1) & 1);
    }

    static int extraBits(int symbol) {
        return Math.max(0, symbol / 2 - 1);
    }

    /** What the extra bits say: that of distance - 1 which the symbol does not. */
    static int extra(int symbol, int distance) {
        return (distance - 1) & ((1 << extraBits(symbol)) - 1);
    }
}
