package dev.zips3.function.zip.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.function.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The round trips check that a header is correct. The encoder also compares its length with other forms of a block. */
final class DynamicHeaderTest {

    static Stream<Long> seeds() {
        return Seeds.of(100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void predictsHowManyBitsItWrites(long seed) throws IOException {
        DynamicHeader header = header(new Random(seed));
        assertThat((long) written(header).length).isEqualTo((header.bits() + Byte.SIZE - 1) / Byte.SIZE);
    }

    /** HCLEN + 4 lengths of three bits follow HLIT, HDIST (five bits each) and HCLEN (four bits). */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void omitsZerosAtTheEndOfTheCodeLengthCode(long seed) throws IOException {
        BitSet bits = BitSet.valueOf(written(header(new Random(seed))));
        int lengths = number(bits, 10, 4) + 4;
        int last = number(bits, 14 + 3 * (lengths - 1), 3);
        assertThat(lengths == 4 || last > 0).isTrue();
    }

    private static int number(BitSet bits, int from, int count) {
        return bits.get(from, from + count).stream().map(bit -> 1 << bit).sum();
    }

    private static byte[] written(DynamicHeader header) throws IOException {
        BitOutput bits = new BitOutput();
        bits.reserve(header.bits());
        header.write(bits);
        bits.align();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        bits.drainTo(written);
        return written.toByteArray();
    }

    private static DynamicHeader header(Random random) {
        byte[] content = new byte[1 + random.nextInt(5_000)];
        int values = 1 + random.nextInt(256);
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) random.nextInt(values);
        }
        Block block = new Block(content, 0, content.length, 0, true);
        Matches matches = new Matches();
        new MatchFinder().find(block, matches);
        Frequencies frequencies = new Frequencies();
        frequencies.count(block, matches);
        return new DynamicHeader(BlockCodes.dynamic(frequencies));
    }
}
