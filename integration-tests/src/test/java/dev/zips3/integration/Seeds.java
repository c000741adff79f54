package dev.zips3.integration;

import java.security.SecureRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The seeds of a test that makes its input at random. They are the same in every run, so that a build does not fail by
 * chance; {@code -Dzips3.seed=N} runs the seed that a failure names, and {@code -Dzips3.seed=random} runs new seeds.
 */
public final class Seeds {

    private static final String PROPERTY = "zips3.seed";

    private Seeds() {}

    /**
     * Returns the seeds of a test.
     *
     * @param count of the seeds; one, if the property names a seed
     */
    public static Stream<Long> of(int count) {
        String property = System.getProperty(PROPERTY, "");
        if (property.equals("random")) {
            return new SecureRandom().longs(count).boxed();
        }
        return property.isEmpty() ? LongStream.rangeClosed(1, count).boxed() : Stream.of(Long.valueOf(property));
    }
}
