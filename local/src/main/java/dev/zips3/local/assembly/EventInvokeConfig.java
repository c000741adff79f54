package dev.zips3.local.assembly;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What the template says of asynchronous invocations.
 *
 * @param maximumRetries tries after the first one, 0 to 2
 * @param maximumEventAge 60 seconds to 6 hours
 * @param onFailure ARN of the destination for events that failed every try
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html">the ranges</a>
 */
public record EventInvokeConfig(int maximumRetries, Duration maximumEventAge, Optional<String> onFailure) {

    private static final int MOST_RETRIES = 2;
    private static final Duration LEAST_AGE = Duration.ofSeconds(60);
    private static final Duration MOST_AGE = Duration.ofHours(6);

    public EventInvokeConfig {
        Objects.requireNonNull(onFailure, "onFailure");
        if (maximumRetries < 0 || maximumRetries > MOST_RETRIES) {
            throw new IllegalArgumentException(
                    "maximumRetries is %d, must be 0 to %d".formatted(maximumRetries, MOST_RETRIES));
        }
        if (maximumEventAge.compareTo(LEAST_AGE) < 0 || maximumEventAge.compareTo(MOST_AGE) > 0) {
            throw new IllegalArgumentException(
                    "maximumEventAge is %s, must be %s to %s".formatted(maximumEventAge, LEAST_AGE, MOST_AGE));
        }
    }
}
