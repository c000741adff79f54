package dev.zips3.local.assembly;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The template's {@code AWS::Lambda::EventInvokeConfig}: retries of asynchronous invocations.
 *
 * @param maximumRetries attempts after the first, 0 to 2
 * @param maximumEventAge 60 seconds to 6 hours
 * @param onFailure ARN of the destination for events whose last attempt failed
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html">the ranges</a>
 */
public record EventInvokeConfig(int maximumRetries, Duration maximumEventAge, Optional<String> onFailure) {

    private static final int MAX_RETRIES = 2;
    private static final Duration MIN_AGE = Duration.ofSeconds(60);
    private static final Duration MAX_AGE = Duration.ofHours(6);

    public EventInvokeConfig {
        Objects.requireNonNull(onFailure, "onFailure");
        if (maximumRetries < 0 || maximumRetries > MAX_RETRIES) {
            throw new IllegalArgumentException(
                    "maximumRetries is %d, must be 0 to %d".formatted(maximumRetries, MAX_RETRIES));
        }
        if (maximumEventAge.compareTo(MIN_AGE) < 0 || maximumEventAge.compareTo(MAX_AGE) > 0) {
            throw new IllegalArgumentException(
                    "maximumEventAge is %s, must be %s to %s".formatted(maximumEventAge, MIN_AGE, MAX_AGE));
        }
    }
}
