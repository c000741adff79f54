package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BlockDeflaterTest {

    private static byte[] deflate(byte[] content, int chunk) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BlockDeflater deflater = new BlockDeflater(out)) {
            for (int i = 0; i < content.length; i += chunk) {
                deflater.write(content, i, Math.min(chunk, content.length - i));
            }
            deflater.finish();
        }
        return out.toByteArray();
    }

    private static byte[] inflate(byte[] deflated) throws IOException {
        Inflater inflater = new Inflater(true);
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated), inflater)) {
            byte[] content = in.readAllBytes();
            assertThat(inflater.getRemaining()).as("bytes after the last block").isZero();
            return content;
        } finally {
            inflater.end();
        }
    }

    static Stream<byte[]> contents() {
        int[] lengths = {0, 1, 2, 8191, 8192, 65534, 65535, 65536, 98303, 131070, 131071, 1_000_003};
        return Arrays.stream(lengths).boxed().flatMap(n -> {
            byte[] zeros = new byte[n];
            return Stream.of(zeros, Content.noise(n), Content.text(n), Content.mixture(n));
        });
    }

    @ParameterizedTest
    @MethodSource("contents")
    void comesBackAndStaysWithinTheBound(byte[] content) throws IOException {
        byte[] deflated = deflate(content, 7919);
        assertThat(inflate(deflated)).isEqualTo(content);
        assertThat(deflated.length).isLessThanOrEqualTo((int) BlockDeflater.bound(content.length));
    }

    @Test
    void isTheSameHoweverItIsWritten() throws IOException {
        byte[] content = Content.mixture(500_000);
        assertThat(deflate(content, 1)).isEqualTo(deflate(content, content.length));
    }

    @Test
    void storesNoiseAndDeflatesText() throws IOException {
        byte[] noise = Content.noise(650_000);
        assertThat(deflate(noise, 65536)).hasSize((int) BlockDeflater.bound(noise.length));
        assertThat(deflate(Content.text(650_000), 65536)).hasSizeLessThan(650_000 / 4);
    }

    @Test
    void findsInABlockWhatTheBlockBeforeHeld() throws IOException {
        // Noise repeats at a distance that the test of a block sees, a multiple of its step: within a block, and over
        // its border, also after a stored block.
        byte[] twice = Content.noise(BlockDeflater.BLOCK + 20_006);
        byte[] tail = Arrays.copyOfRange(twice, twice.length - 20_006, twice.length);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(twice);
        IntStream.range(0, 5).forEach(i -> content.writeBytes(tail));
        byte[] deflated = deflate(content.toByteArray(), 65536);
        assertThat(inflate(deflated)).isEqualTo(content.toByteArray());
        assertThat(deflated.length).isLessThan(twice.length + 5_000);
    }
}
