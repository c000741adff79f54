package dev.zips3.function.zip.deflate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Contents that no one thought of: pieces of different kinds, whose borders fall anywhere. */
final class MixturesTest {

    /** Grows a content by one piece. */
    private interface Piece {
        byte[] after(byte[] content);
    }

    @Property(tries = 300)
    void everyMixtureComesBack(
            @ForAll("pieces") List<Piece> pieces, @ForAll @IntRange(min = 1, max = 100_000) int chunk)
            throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Piece piece : pieces) {
            content.writeBytes(piece.after(content.toByteArray()));
        }
        RoundTrip.of(content.toByteArray(), chunk);
    }

    @Provide
    Arbitrary<List<Piece>> pieces() {
        return Arbitraries.oneOf(noise(), values(), runs(), periods(), repeats())
                .list()
                .ofMaxSize(12);
    }

    private static Arbitrary<Integer> length() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(0, 300)),
                Tuple.of(2, Arbitraries.integers().between(0, 40_000)),
                Tuple.of(1, Arbitraries.of(8191, 8192, Block.WINDOW, Block.MAX_LENGTH - 1, Block.MAX_LENGTH)));
    }

    private static Arbitrary<Piece> noise() {
        return values(256, 256);
    }

    /** Noise of few values. */
    private static Arbitrary<Piece> values() {
        return values(1, 64);
    }

    private static Arbitrary<Piece> values(int min, int max) {
        return Combinators.combine(
                        length(), Arbitraries.longs(), Arbitraries.integers().between(min, max))
                .as((length, seed, values) -> content -> {
                    Random random = new Random(seed);
                    byte[] piece = new byte[length];
                    for (int i = 0; i < length; i++) {
                        piece[i] = (byte) random.nextInt(values);
                    }
                    return piece;
                });
    }

    private static Arbitrary<Piece> runs() {
        return Combinators.combine(length(), Arbitraries.bytes()).as((length, value) -> content -> {
            byte[] piece = new byte[length];
            Arrays.fill(piece, value);
            return piece;
        });
    }

    private static Arbitrary<Piece> periods() {
        return Combinators.combine(length(), Arbitraries.integers().between(2, 600))
                .as((length, period) -> content -> {
                    byte[] piece = new byte[length];
                    for (int i = 0; i < length; i++) {
                        piece[i] = (byte) (i % period * 31);
                    }
                    return piece;
                });
    }

    /** What stood a distance before, up to a little more than a match can reach. */
    private static Arbitrary<Piece> repeats() {
        return Combinators.combine(length(), Arbitraries.integers().between(1, Block.WINDOW + 10))
                .as((length, distance) -> content -> {
                    byte[] all = Arrays.copyOf(content, content.length + length);
                    for (int i = Math.max(content.length, distance); i < all.length; i++) {
                        all[i] = all[i - distance];
                    }
                    return Arrays.copyOfRange(all, content.length, all.length);
                });
    }
}
