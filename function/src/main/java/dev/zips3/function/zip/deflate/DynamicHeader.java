package dev.zips3.function.zip.deflate;

/**
 * The header of a block with dynamic codes (3.2.7). It lists the code lengths of both codes as one sequence. The
 * sequence is run-length encoded first, then coded with a third Huffman code, the code length code.
 */
final class DynamicHeader {

    /** The order of the lengths of the code length code. Rare ones come last, because zeros at the end are left out. */
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private static final int MAX_CODE_LENGTH_BITS = 7;
    private static final int COPY_PREVIOUS = 16;
    private static final int REPEAT_ZERO = 17;
    private static final int REPEAT_ZERO_LONG = 18;

    private final int hlit;
    private final int hdist;
    private final int hclen;
    private final HuffmanCode codeLengthCode;
    private final int[] frequencies = new int[ORDER.length];
    /** The run-length encoded sequence: symbols of the code length alphabet, and the value of their extra bits. */
    private final int[] symbols;

    private final int[] extras;
    private int count;

    DynamicHeader(BlockCodes codes) {
        int literalsAndLengths = codes.literalsAndLengths().listedLengths();
        int distances = codes.distances().listedLengths();
        hlit = literalsAndLengths - 257;
        hdist = distances - 1;
        symbols = new int[literalsAndLengths + distances];
        extras = new int[literalsAndLengths + distances];
        runLengthEncode(lengths(codes, literalsAndLengths, distances));
        codeLengthCode = new HuffmanCode(CodeLengths.of(frequencies, MAX_CODE_LENGTH_BITS));
        int written = ORDER.length;
        while (written > 4 && codeLengthCode.lengthOf(ORDER[written - 1]) == 0) {
            written--;
        }
        hclen = written - 4;
    }

    private static int[] lengths(BlockCodes codes, int literalsAndLengths, int distances) {
        int[] lengths = new int[literalsAndLengths + distances];
        for (int i = 0; i < literalsAndLengths; i++) {
            lengths[i] = codes.literalsAndLengths().lengthOf(i);
        }
        for (int i = 0; i < distances; i++) {
            lengths[literalsAndLengths + i] = codes.distances().lengthOf(i);
        }
        return lengths;
    }

    /** A run may start in the first code and end in the second: 3.2.7 allows it. */
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
                addCopies(lengths[start], end - start - 1);
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

    private void addCopies(int length, int run) {
        int left = run;
        while (left >= 3) {
            int part = Math.min(left, 6);
            add(COPY_PREVIOUS, part - 3);
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
            case COPY_PREVIOUS -> 2;
            case REPEAT_ZERO -> 3;
            case REPEAT_ZERO_LONG -> 7;
            default -> 0;
        };
    }

    /** Returns the number of bits that {@link #write} writes. */
    long bits() {
        long bits = 5 + 5 + 4 + 3L * (hclen + 4) + codeLengthCode.bits(frequencies);
        for (int symbol = COPY_PREVIOUS; symbol <= REPEAT_ZERO_LONG; symbol++) {
            bits += (long) frequencies[symbol] * extraBits(symbol);
        }
        return bits;
    }

    void write(BitOutput out) {
        out.put(hlit, 5);
        out.put(hdist, 5);
        out.put(hclen, 4);
        for (int i = 0; i < hclen + 4; i++) {
            out.put(codeLengthCode.lengthOf(ORDER[i]), 3);
        }
        for (int i = 0; i < count; i++) {
            out.putCode(codeLengthCode, symbols[i]);
            out.put(extras[i], extraBits(symbols[i]));
        }
    }
}
