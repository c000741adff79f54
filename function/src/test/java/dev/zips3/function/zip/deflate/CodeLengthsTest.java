package dev.zips3.function.zip.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.PriorityQueue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class CodeLengthsTest {

    private static final int NO_LIMIT = 64;

    @Property(tries = 300)
    void aCodeIsCompleteAndWithinItsLimit(@ForAll("frequencies") int[] frequencies) {
        for (int limit : new int[] {9, 15}) {
            int[] lengths = CodeLengths.of(frequencies, limit);
            assertThat(Arrays.stream(lengths).max().getAsInt()).isLessThanOrEqualTo(limit);
            assertThat(space(lengths)).isEqualTo(1.0);
            for (int symbol = 0; symbol < frequencies.length; symbol++) {
                assertThat(lengths[symbol] > 0 || frequencies[symbol] == 0).isTrue();
            }
        }
    }

    @Property(tries = 300)
    void noCodeIsShorter(@ForAll("frequencies") int[] frequencies) {
        int[] lengths = CodeLengths.of(frequencies, NO_LIMIT);
        assertThat(cost(frequencies, lengths)).isEqualTo(minCost(frequencies));
    }

    @Example
    void aCodeOfOneSymbolHasASecond() {
        assertThat(CodeLengths.of(new int[] {0, 0, 7}, 15)).containsExactly(1, 0, 1);
        assertThat(CodeLengths.of(new int[] {7, 0, 0}, 15)).containsExactly(1, 1, 0);
        assertThat(CodeLengths.of(new int[] {0, 0, 0}, 15)).containsExactly(1, 1, 0);
    }

    /** What a limit costs: little, where the frequencies are as unequal as can be. */
    @Example
    void aLimitCostsLittle() {
        int[] fibonacci = new int[22];
        fibonacci[0] = 1;
        fibonacci[1] = 1;
        for (int i = 2; i < fibonacci.length; i++) {
            fibonacci[i] = fibonacci[i - 1] + fibonacci[i - 2];
        }
        long free = cost(fibonacci, CodeLengths.of(fibonacci, NO_LIMIT));
        long limited = cost(fibonacci, CodeLengths.of(fibonacci, 15));
        assertThat(limited).isBetween(free + 1, free + free / 1000);
    }

    @Provide
    Arbitrary<int[]> frequencies() {
        return Arbitraries.oneOf(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 65_535),
                        Arbitraries.integers().between(0, 20).map(exponent -> 1 << exponent))
                .array(int[].class)
                .ofMinSize(2)
                .ofMaxSize(286);
    }

    /** The part of all codes that is taken (Kraft's sum): more than 1 cannot be read, less is a waste. */
    private static double space(int[] lengths) {
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

    /** Huffman's algorithm once more, as it is told: the sum of all joined weights is the cost of the code. */
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
