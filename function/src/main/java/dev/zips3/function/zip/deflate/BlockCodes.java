package dev.zips3.function.zip.deflate;

import java.util.Arrays;

/** The two Huffman codes of a block: one for literals and lengths, one for distances. */
record BlockCodes(HuffmanCode literals, HuffmanCode distances) {

    /** 3.2.6 */
    static final BlockCodes FIXED = fixed();

    /** The best for these frequencies; what they are must be said in the block's header. */
    static BlockCodes dynamic(Frequencies frequencies) {
        return new BlockCodes(
                new HuffmanCode(CodeLengths.of(frequencies.literals(), HuffmanCode.MAX_BITS)),
                new HuffmanCode(CodeLengths.of(frequencies.distances(), HuffmanCode.MAX_BITS)));
    }

    private static BlockCodes fixed() {
        int[] literals = new int[288];
        Arrays.fill(literals, 0, 144, 8);
        Arrays.fill(literals, 144, 256, 9);
        Arrays.fill(literals, 256, 280, 7);
        Arrays.fill(literals, 280, 288, 8);
        int[] distances = new int[DistanceSymbols.COUNT];
        Arrays.fill(distances, 5);
        return new BlockCodes(new HuffmanCode(literals), new HuffmanCode(distances));
    }

    /** Of the data of a block, its header apart. */
    long bits(Frequencies frequencies) {
        return literals.bits(frequencies.literals())
                + distances.bits(frequencies.distances())
                + frequencies.extraBits();
    }

    /** 3.2.3: literals and pairs of length and distance, then the end of the block. */
    void write(Block block, Matches matches, BitOutput out) {
        byte[] bytes = block.bytes();
        int at = block.start();
        for (int i = 0; i < matches.count(); i++) {
            long match = matches.get(i);
            int matchStart = at + Matches.literals(match);
            writeLiterals(bytes, at, matchStart, out);
            writeMatch(Matches.length(match), Matches.distance(match), out);
            at = matchStart + Matches.length(match);
        }
        writeLiterals(bytes, at, block.end(), out);
        out.putCode(literals, Frequencies.END_OF_BLOCK);
    }

    /** Three at a time: together they fit what {@link BitOutput#put} takes. */
    private void writeLiterals(byte[] bytes, int from, int to, BitOutput out) {
        int i = from;
        for (; i + 2 < to; i += 3) {
            int first = literals.entry(bytes[i] & 0xFF);
            int second = literals.entry(bytes[i + 1] & 0xFF);
            int third = literals.entry(bytes[i + 2] & 0xFF);
            int firstTwo = HuffmanCode.length(first) + HuffmanCode.length(second);
            out.put(
                    HuffmanCode.reversedBits(first)
                            | HuffmanCode.reversedBits(second) << HuffmanCode.length(first)
                            | (long) HuffmanCode.reversedBits(third) << firstTwo,
                    firstTwo + HuffmanCode.length(third));
        }
        for (; i < to; i++) {
            out.putCode(literals, bytes[i] & 0xFF);
        }
    }

    private void writeMatch(int length, int distance, BitOutput out) {
        int symbol = LengthSymbols.symbol(length);
        out.putCode(literals, symbol);
        out.put(LengthSymbols.extra(symbol, length), LengthSymbols.extraBits(symbol));
        symbol = DistanceSymbols.symbol(distance);
        out.putCode(distances, symbol);
        out.put(DistanceSymbols.extra(symbol, distance), DistanceSymbols.extraBits(symbol));
    }
}
