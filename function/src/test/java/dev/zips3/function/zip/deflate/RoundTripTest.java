package dev.zips3.function.zip.deflate;

import dev.zips3.function.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RoundTripTest {

    private static final int MAX_PIECES = 12;
    private static final int MAX_CHUNK = 100_000;

    static Stream<Long> seeds() {
        return Seeds.of(100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void restoresContentOfRandomPieces(long seed) throws IOException {
        Random random = new Random(seed);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int pieces = random.nextInt(MAX_PIECES + 1);
        for (int i = 0; i < pieces; i++) {
            content.writeBytes(piece(content.toByteArray(), random));
        }
        RoundTrip.check(content.toByteArray(), 1 + random.nextInt(MAX_CHUNK));
    }

    private static byte[] piece(byte[] content, Random random) {
        int length = length(random);
        return switch (random.nextInt(5)) {
            case 0 -> randomBytes(length, 256, random);
            case 1 -> randomBytes(length, 1 + random.nextInt(64), random);
            case 2 -> run(length, random.nextInt(256));
            case 3 -> period(length, 2 + random.nextInt(599));
            // Up to a little farther than the maximum distance of a match.
            default -> repeat(content, length, 1 + random.nextInt(Block.WINDOW + 10));
        };
    }

    /** Half of the pieces are short; some end exactly where the encoder has a limit. */
    private static int length(Random random) {
        int[] limits = {8191, 8192, Block.WINDOW, Block.MAX_LENGTH - 1, Block.MAX_LENGTH};
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> random.nextInt(301);
            case 3, 4 -> random.nextInt(40_001);
            default -> limits[random.nextInt(limits.length)];
        };
    }

    private static byte[] randomBytes(int length, int values, Random random) {
        byte[] piece = new byte[length];
        for (int i = 0; i < length; i++) {
            piece[i] = (byte) random.nextInt(values);
        }
        return piece;
    }

    private static byte[] run(int length, int value) {
        byte[] piece = new byte[length];
        Arrays.fill(piece, (byte) value);
        return piece;
    }

    private static byte[] period(int length, int period) {
        byte[] piece = new byte[length];
        for (int i = 0; i < length; i++) {
            piece[i] = (byte) (i % period * 31);
        }
        return piece;
    }

    private static byte[] repeat(byte[] content, int length, int distance) {
        byte[] all = Arrays.copyOf(content, content.length + length);
        for (int i = Math.max(content.length, distance); i < all.length; i++) {
            all[i] = all[i - distance];
        }
        return Arrays.copyOfRange(all, content.length, all.length);
    }
}
