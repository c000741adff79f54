package dev.zips3.function.zip.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HuffmanCodeTest {

    /** The example of RFC 1951, 3.2.2: code lengths for the symbols A to H. */
    @Test
    void assignsTheCodesOfTheExampleInTheRfc() {
        HuffmanCode code = new HuffmanCode(new int[] {3, 3, 3, 3, 3, 2, 4, 4});
        String[] expected = {"010", "011", "100", "101", "110", "00", "1110", "1111"};
        for (int symbol = 0; symbol < expected.length; symbol++) {
            int length = code.lengthOf(symbol);
            assertThat(length).isEqualTo(expected[symbol].length());
            int bits = Integer.reverse(HuffmanCode.reversedBits(code.entry(symbol))) >>> (Integer.SIZE - length);
            assertThat(bits).isEqualTo(Integer.parseInt(expected[symbol], 2));
        }
    }
}
