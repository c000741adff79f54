package dev.zips3.function.zip.deflate;

import java.util.Arrays;

/** The two Huffman codes of a block: one for literals and lengths, one for distances. */
record BlockCodes(HuffmanCode literalsAndLengths, HuffmanCode distances) {

    /** The fixed codes, which every decoder knows (3.2.6). */
    static final BlockCodes FIXED = fixed();

    /** Returns the best codes for these frequencies. The block must contain them as a {@link DynamicHeader}. */
    static BlockCodes dynamic(Frequencies frequencies) {
        return new BlockCodes(
                new HuffmanCode(CodeLengths.of(frequencies.literalsAndLengths(), HuffmanCode.MAX_LENGTH)),
                new HuffmanCode(CodeLengths.of(frequencies.distances(), HuffmanCode.MAX_LENGTH)));
    }

    private static BlockCodes fixed() {
        int[] literalsAndLengths = new int[288];
        Arrays.fill(literalsAndLengths, 0, 144, 8);
        Arrays.fill(literalsAndLengths, 144, 256, 9);
        Arrays.fill(literalsAndLengths, 256, 280, 7);
        Arrays.fill(literalsAndLengths, 280, 288, 8);
        int[] distances = new int[Symbols.DISTANCE_COUNT];
        Arrays.fill(distances, 5);
        return new BlockCodes(new HuffmanCode(literalsAndLengths), new HuffmanCode(distances));
    }

    /** Returns the number of bits that {@link #write} writes. */
    long bits(Frequencies frequencies) {
        return literalsAndLengths.bits(frequencies.literalsAndLengths())
                + distances.bits(frequencies.distances())
                + frequencies.extraBits();
    }

    /** Writes the compressed data of a block: literals and matches, then the end of the block (3.2.3). */
    void write(Block block, Matches matches, BitOutput out) {
        byte[] bytes = block.bytes();
        int index = block.start();
        for (int i = 0; i < matches.count(); i++) {
            long match = matches.get(i);
            int matchStart = index + Matches.literals(match);
            writeLiterals(bytes, index, matchStart, out);
            writeMatch(Matches.length(match), Matches.distance(match), out);
            index = matchStart + Matches.length(match);
        }
        writeLiterals(bytes, index, block.end(), out);
        out.putCode(literalsAndLengths, Symbols.END_OF_BLOCK);
    }

    /**
     * Writes three literals at a time: their codes have at most 45 bits, which fit into one call of
     * {@link BitOutput#put}.
     */
    private void writeLiterals(byte[] bytes, int from, int to, BitOutput out) {
        int i = from;
        for (; i + 2 < to; i += 3) {
            int first = literalsAndLengths.entry(bytes[i] & 0xFF);
            int second = literalsAndLengths.entry(bytes[i + 1] & 0xFF);
            int third = literalsAndLengths.entry(bytes[i + 2] & 0xFF);
            int firstTwo = HuffmanCode.length(first) + HuffmanCode.length(second);
            out.put(
                    HuffmanCode.reversedBits(first)
                            | HuffmanCode.reversedBits(second) << HuffmanCode.length(first)
                            | (long) HuffmanCode.reversedBits(third) << firstTwo,
                    firstTwo + HuffmanCode.length(third));
        }
        for (; i < to; i++) {
            out.putCode(literalsAndLengths, bytes[i] & 0xFF);
        }
    }

    private void writeMatch(int length, int distance, BitOutput out) {
        int symbol = Symbols.ofLength(length);
        out.putCode(literalsAndLengths, symbol);
        out.put(Symbols.lengthExtra(symbol, length), Symbols.lengthExtraBits(symbol));
        symbol = Symbols.ofDistance(distance);
        out.putCode(distances, symbol);
        out.put(Symbols.distanceExtra(symbol, distance), Symbols.distanceExtraBits(symbol));
    }
}
