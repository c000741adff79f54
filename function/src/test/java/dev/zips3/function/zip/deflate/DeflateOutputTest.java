package dev.zips3.function.zip.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.function.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeflateOutputTest {

    static IntStream lengthsAroundEachLimit() {
        return IntStream.of(0, 512, 4096, 8192, 16_384, Block.WINDOW, Block.MAX_LENGTH, 2 * Block.MAX_LENGTH)
                .flatMap(edge -> IntStream.rangeClosed(Math.max(0, edge - 2), edge + 10));
    }

    @ParameterizedTest
    @MethodSource("lengthsAroundEachLimit")
    void restoresContentsWithLengthsAroundEachLimit(int length) throws IOException {
        for (byte[] content : kinds(length)) {
            RoundTrip.check(content, 7919);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {98_303, 1_000_003})
    void restoresLongContents(int length) throws IOException {
        for (byte[] content : kinds(length)) {
            RoundTrip.check(content, 65_536);
        }
    }

    private static Iterable<byte[]> kinds(int length) {
        return Stream.of(new byte[length], Content.noise(length), Content.text(length), Content.mixture(length))
                .toList();
    }

    @Test
    void writesSameBytesForAnyChunkSize() throws IOException {
        byte[] content = Content.mixture(500_000);
        byte[] whole = RoundTrip.deflate(content, content.length);
        assertThat(RoundTrip.deflate(content, 1)).isEqualTo(whole);
        assertThat(RoundTrip.deflate(content, Block.MAX_LENGTH)).isEqualTo(whole);
    }

    @Test
    void writesSameBytesEveryTime() throws IOException {
        byte[] content = Content.mixture(500_000);
        assertThat(RoundTrip.deflate(content, 8192)).isEqualTo(RoundTrip.deflate(content, 8192));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Block.MAX_LENGTH, Block.MAX_LENGTH + 1, 650_000})
    void writesNoiseWithExactlyTheMaximumSize(int length) throws IOException {
        assertThat(RoundTrip.check(Content.noise(length), 65_536)).hasSize((int) DeflateOutput.maxSize(length));
    }

    @Test
    void shrinksTextToASixth() throws IOException {
        assertThat(RoundTrip.check(Content.text(650_000), 65_536).length).isLessThan(650_000 / 6);
    }

    @Test
    void shrinksBytesOfFewValuesWithoutMatches() throws IOException {
        byte[] sixteenValues = Content.noise(200_000);
        for (int i = 0; i < sixteenValues.length; i++) {
            sixteenValues[i] &= 0x0F;
        }
        assertThat(RoundTrip.check(sixteenValues, 65_536).length).isLessThan(sixteenValues.length * 6 / 10);
    }

    @Test
    void findsMatchesInThePreviousBlock() throws IOException {
        // The same noise follows itself: inside a block, across its border, and after a stored block.
        byte[] once = Content.noise(Block.MAX_LENGTH + 20_006);
        byte[] tail = Arrays.copyOfRange(once, once.length - 20_006, once.length);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(once);
        IntStream.range(0, 5).forEach(i -> content.writeBytes(tail));
        assertThat(RoundTrip.check(content.toByteArray(), 65_536).length).isLessThan(once.length + 5_000);
    }

    /** The distance of a match is at most 32,768 (RFC 1951, 2), its length 3 to 258. */
    @Test
    void restoresRepeatsAtEveryDistance() throws IOException {
        byte[] content = Arrays.copyOf(Content.noise(Block.WINDOW), 6_000_000);
        int end = Block.WINDOW;
        for (int distance = 1; distance <= Block.WINDOW + 2; distance++) {
            int length = 3 + distance * 7 % 300;
            for (int i = 0; i < length; i++, end++) {
                content[end] = content[end - distance];
            }
            content[end++] = (byte) (distance * 31);
        }
        byte[] repeats = Arrays.copyOf(content, end);
        assertThat(RoundTrip.check(repeats, 65_536).length).isLessThan(repeats.length / 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 8, 9, 255, 256, 257, 24_577, 32_767, 32_768})
    void restoresRepeatsOfEveryLength(int distance) throws IOException {
        byte[] content = Arrays.copyOf(Content.noise(Block.WINDOW), 150_000);
        int end = Block.WINDOW;
        for (int length = 3; length <= 300; length++) {
            for (int i = 0; i < length; i++, end++) {
                content[end] = content[end - distance];
            }
            content[end++] = (byte) (length * 31);
        }
        RoundTrip.check(Arrays.copyOf(content, end), 65_536);
    }

    /** Fibonacci numbers as frequencies make the longest Huffman codes, longer than RFC 1951, 3.2.7 allows. */
    @Test
    void restoresBytesOfVeryDifferentFrequencies() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int before = 0;
        int count = 1;
        for (int value = 0; content.size() + count < Block.MAX_LENGTH; value++) {
            content.writeBytes(filled(value, count));
            int next = before + count;
            before = count;
            count = next;
        }
        byte[] shuffled = shuffled(content.toByteArray());
        assertThat(RoundTrip.check(shuffled, 65_536).length).isLessThan(shuffled.length / 3);
    }

    private static byte[] filled(int value, int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** Visits each byte once, because the step shares no factor with the length. */
    private static byte[] shuffled(byte[] bytes) {
        byte[] shuffled = new byte[bytes.length];
        long step = 40_503;
        while (bytes.length % step == 0) {
            step++;
        }
        for (int i = 0; i < bytes.length; i++) {
            shuffled[i] = bytes[(int) (i * step % bytes.length)];
        }
        return shuffled;
    }
}
