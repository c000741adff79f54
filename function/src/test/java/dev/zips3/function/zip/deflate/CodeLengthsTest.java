package dev.zips3.function.zip.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.function.Seeds;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CodeLengthsTest {

    private static final int NO_MAXIMUM = 64;

    static Stream<Long> seeds() {
        return Seeds.of(100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void makesCompleteCodesWithinTheMaximumLength(long seed) {
        int[] frequencies = frequencies(new Random(seed));
        for (int maxLength : new int[] {9, 15}) {
            int[] lengths = CodeLengths.of(frequencies, maxLength);
            assertThat(Arrays.stream(lengths).max().getAsInt()).isLessThanOrEqualTo(maxLength);
            assertThat(kraftSum(lengths)).isEqualTo(1.0);
            for (int symbol = 0; symbol < frequencies.length; symbol++) {
                assertThat(lengths[symbol] > 0 || frequencies[symbol] == 0).isTrue();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void makesTheShortestCode(long seed) {
        int[] frequencies = frequencies(new Random(seed));
        int[] lengths = CodeLengths.of(frequencies, NO_MAXIMUM);
        assertThat(cost(frequencies, lengths)).isEqualTo(minCost(frequencies));
    }

    @Test
    void addsSymbolsUntilTwoHaveACode() {
        assertThat(CodeLengths.of(new int[] {0, 0, 7}, 15)).containsExactly(1, 0, 1);
        assertThat(CodeLengths.of(new int[] {7, 0, 0}, 15)).containsExactly(1, 1, 0);
        assertThat(CodeLengths.of(new int[] {0, 0, 0}, 15)).containsExactly(1, 1, 0);
    }

    /** Fibonacci numbers make the longest codes of all frequencies with the same sum. */
    @Test
    void losesLittleWhenItShortensCodes() {
        int[] fibonacci = new int[22];
        fibonacci[0] = 1;
        fibonacci[1] = 1;
        for (int i = 2; i < fibonacci.length; i++) {
            fibonacci[i] = fibonacci[i - 1] + fibonacci[i - 2];
        }
        long optimal = cost(fibonacci, CodeLengths.of(fibonacci, NO_MAXIMUM));
        long limited = cost(fibonacci, CodeLengths.of(fibonacci, 15));
        assertThat(limited).isBetween(optimal + 1, optimal + optimal / 1000);
    }

    /** Makes small, large or very different frequencies for alphabets of 2 to 286 symbols. */
    private static int[] frequencies(Random random) {
        IntSupplier frequency = switch (random.nextInt(3)) {
            case 0 -> () -> random.nextInt(4);
            case 1 -> () -> random.nextInt(65_536);
            default -> () -> 1 << random.nextInt(21);
        };
        return IntStream.generate(frequency).limit(2 + random.nextInt(285)).toArray();
    }

    /** Returns Kraft's sum. A code with a sum above 1 cannot be decoded; a sum below 1 wastes bits. */
    private static double kraftSum(int[] lengths) {
        return Arrays.stream(lengths)
                .filter(length -> length > 0)
                .mapToDouble(length -> Math.pow(2, -length))
                .sum();
    }

    private static long cost(int[] frequencies, int[] lengths) {
        long cost = 0;
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            cost += (long) frequencies[symbol] * lengths[symbol];
        }
        return cost;
    }

    /** Huffman's algorithm in its simplest form: the sum of all joined weights is the cost of the code. */
    private static long minCost(int[] frequencies) {
        PriorityQueue<Long> weights = new PriorityQueue<>();
        for (long frequency : frequencies) {
            if (frequency > 0) {
                weights.add(frequency);
            }
        }
        long cost = weights.size() == 1 ? weights.element() : 0;
        while (weights.size() > 1) {
            long joined = weights.remove() + weights.remove();
            cost += joined;
            weights.add(joined);
        }
        return cost;
    }
}
