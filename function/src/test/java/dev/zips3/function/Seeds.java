package dev.zips3.function;

import java.security.SecureRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The seeds of a test that makes its input at random. They are the same in every run, so that a build is as good as the
 * next one; {@code -Dzips3.seed=N} runs exactly the seed of a report, and {@code -Dzips3.seed=random} runs new ones.
 *
 * <pre>
 * static Stream&lt;Long&gt; seeds() {
 *     return Seeds.of(20);
 * }
 *
 * &#64;ParameterizedTest(name = "seed {0}")
 * &#64;MethodSource("seeds")
 * void decodesEveryBlock(long seed) { … }
 * </pre>
 */
public final class Seeds {

    private static final String PROPERTY = "zips3.seed";

    private Seeds() {}

    /**
     * Returns the seeds of a test.
     *
     * @param count of them; one, if the property names a seed
     */
    public static Stream<Long> of(int count) {
        String property = System.getProperty(PROPERTY, "");
        if (property.equals("random")) {
            return new SecureRandom().longs(count).boxed();
        }
        return property.isEmpty() ? LongStream.rangeClosed(1, count).boxed() : Stream.of(Long.valueOf(property));
    }
}
