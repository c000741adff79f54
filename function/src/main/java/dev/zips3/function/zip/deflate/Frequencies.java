package dev.zips3.function.zip.deflate;

import java.util.Arrays;

/** How often each symbol of the two alphabets occurs in a block. */
final class Frequencies {

    static final int END_OF_BLOCK = 256;
    /** Literals, end of block and lengths; 286 and 287 never occur (3.2.6). */
    static final int LITERALS = 286;

    private final int[] literals = new int[LITERALS];
    private final int[] distances = new int[DistanceSymbols.COUNT];
    /** Literals in turn are counted in turn: the same counter twice in a row would wait for its own last value. */
    private final int[] second = new int[END_OF_BLOCK];

    private final int[] third = new int[END_OF_BLOCK];
    private final int[] fourth = new int[END_OF_BLOCK];

    private long extraBits;

    int[] literals() {
        return literals;
    }

    int[] distances() {
        return distances;
    }

    /** What follows length and distance symbols uncoded (3.2.5). */
    long extraBits() {
        return extraBits;
    }

    void count(Block block, Matches matches) {
        Arrays.fill(literals, 0);
        Arrays.fill(distances, 0);
        Arrays.fill(second, 0);
        Arrays.fill(third, 0);
        Arrays.fill(fourth, 0);
        extraBits = 0;
        int at = block.start();
        for (int i = 0; i < matches.count(); i++) {
            long match = matches.get(i);
            countLiterals(block.bytes(), at, at + Matches.literals(match));
            int length = LengthSymbols.symbol(Matches.length(match));
            int distance = DistanceSymbols.symbol(Matches.distance(match));
            literals[length]++;
            distances[distance]++;
            extraBits += LengthSymbols.extraBits(length) + DistanceSymbols.extraBits(distance);
            at += Matches.literals(match) + Matches.length(match);
        }
        countLiterals(block.bytes(), at, block.end());
        for (int i = 0; i < second.length; i++) {
            literals[i] += second[i] + third[i] + fourth[i];
        }
        literals[END_OF_BLOCK] = 1;
    }

    private void countLiterals(byte[] bytes, int from, int to) {
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long eight = (long) Bytes.LONG.get(bytes, i);
            literals[(int) eight & 0xFF]++;
            second[(int) (eight >>> 8) & 0xFF]++;
            third[(int) (eight >>> 16) & 0xFF]++;
            fourth[(int) (eight >>> 24) & 0xFF]++;
            literals[(int) (eight >>> 32) & 0xFF]++;
            second[(int) (eight >>> 40) & 0xFF]++;
            third[(int) (eight >>> 48) & 0xFF]++;
            fourth[(int) (eight >>> 56)]++;
        }
        for (; i < to; i++) {
            literals[bytes[i] & 0xFF]++;
        }
    }

    /**
     * About what dynamic codes cannot go below: no Huffman codes beat the entropy, and no header says the lengths of
     * the codes in much less than a bit each.
     */
    double minDynamicBits() {
        return Entropy.bits(literals) + Entropy.bits(distances) + extraBits + used(literals) + used(distances);
    }

    private static int used(int[] frequencies) {
        int used = 0;
        for (int frequency : frequencies) {
            used += frequency > 0 ? 1 : 0;
        }
        return used;
    }
}
