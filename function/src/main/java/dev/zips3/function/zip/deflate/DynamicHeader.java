package dev.zips3.function.zip.deflate;

/**
 * What a block with dynamic codes begins with (3.2.7): the code lengths of its two codes as one sequence, in which runs
 * are shortened and which is Huffman coded itself.
 */
final class DynamicHeader {

    /** The order in which the lengths of the code length code are written, so that the rare ones can be left off. */
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private static final int MAX_CODE_LENGTH_BITS = 7;
    private static final int REPEAT_PREVIOUS = 16;
    private static final int REPEAT_ZERO = 17;
    private static final int REPEAT_ZERO_LONG = 18;

    private final int hlit;
    private final int hdist;
    private final int hclen;
    private final HuffmanCode code;
    private final int[] frequencies = new int[ORDER.length];
    /** The symbols of the code length alphabet, and what their extra bits say. */
    private final int[] symbols;

    private final int[] extras;
    private int count;

    DynamicHeader(BlockCodes codes) {
        int literals = codes.literals().used();
        int distances = codes.distances().used();
        hlit = literals - 257;
        hdist = distances - 1;
        symbols = new int[literals + distances];
        extras = new int[literals + distances];
        runLengthEncode(lengths(codes, literals, distances));
        code = new HuffmanCode(CodeLengths.of(frequencies, MAX_CODE_LENGTH_BITS));
        int written = ORDER.length;
        while (written > 4 && code.lengthOf(ORDER[written - 1]) == 0) {
            written--;
        }
        hclen = written - 4;
    }

    private static int[] lengths(BlockCodes codes, int literals, int distances) {
        int[] lengths = new int[literals + distances];
        for (int i = 0; i < literals; i++) {
            lengths[i] = codes.literals().lengthOf(i);
        }
        for (int i = 0; i < distances; i++) {
            lengths[literals + i] = codes.distances().lengthOf(i);
        }
        return lengths;
    }

    /** Runs may cross from the one code to the other. */
    private void runLengthEncode(int[] lengths) {
        int start = 0;
        while (start < lengths.length) {
            int end = start + 1;
            while (end < lengths.length && lengths[end] == lengths[start]) {
                end++;
            }
            if (lengths[start] == 0) {
                addZeros(end - start);
            } else {
                add(lengths[start], 0);
                addRepeats(lengths[start], end - start - 1);
            }
            start = end;
        }
    }

    private void addZeros(int run) {
        int left = run;
        while (left >= 11) {
            int part = Math.min(left, 138);
            add(REPEAT_ZERO_LONG, part - 11);
            left -= part;
        }
        if (left >= 3) {
            add(REPEAT_ZERO, left - 3);
            left = 0;
        }
        addEach(0, left);
    }

    private void addRepeats(int length, int run) {
        int left = run;
        while (left >= 3) {
            int part = Math.min(left, 6);
            add(REPEAT_PREVIOUS, part - 3);
            left -= part;
        }
        addEach(length, left);
    }

    private void addEach(int length, int times) {
        for (int i = 0; i < times; i++) {
            add(length, 0);
        }
    }

    private void add(int symbol, int extra) {
        frequencies[symbol]++;
        symbols[count] = symbol;
        extras[count] = extra;
        count++;
    }

    private static int extraBits(int symbol) {
        return switch (symbol) {
            case REPEAT_PREVIOUS -> 2;
            case REPEAT_ZERO -> 3;
            case REPEAT_ZERO_LONG -> 7;
            default -> 0;
        };
    }

    long bits() {
        long bits = 5 + 5 + 4 + 3L * (hclen + 4) + code.bits(frequencies);
        for (int symbol = REPEAT_PREVIOUS; symbol <= REPEAT_ZERO_LONG; symbol++) {
            bits += (long) frequencies[symbol] * extraBits(symbol);
        }
        return bits;
    }

    void write(BitOutput out) {
        out.put(hlit, 5);
        out.put(hdist, 5);
        out.put(hclen, 4);
        for (int i = 0; i < hclen + 4; i++) {
            out.put(code.lengthOf(ORDER[i]), 3);
        }
        for (int i = 0; i < count; i++) {
            out.putCode(code, symbols[i]);
            out.put(extras[i], extraBits(symbols[i]));
        }
    }
}
