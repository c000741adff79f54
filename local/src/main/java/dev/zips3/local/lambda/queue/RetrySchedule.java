package dev.zips3.local.lambda.queue;

import java.time.Duration;
import java.util.List;

/**
 * How long an event waits between its tries.
 *
 * @param timesFaster by how much the waits are shorter than on Lambda, 1 to 60,000; 60 makes a minute a second
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">one minute, then
 *     two</a>
 */
public record RetrySchedule(int timesFaster) {

    private static final int FASTEST = 60_000;
    private static final List<Duration> ON_LAMBDA = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    public RetrySchedule {
        if (timesFaster < 1 || timesFaster > FASTEST) {
            throw new IllegalArgumentException("timesFaster is %d, must be 1 to %d".formatted(timesFaster, FASTEST));
        }
    }

    /**
     * The wait before the next attempt.
     *
     * @param attempt the failed one, 1 or 2
     */
    public Duration wait(int attempt) {
        return ON_LAMBDA.get(attempt - 1).dividedBy(timesFaster);
    }

    /** What Lambda would have waited longer; an event is older by that. */
    Duration saved(int attempt) {
        return ON_LAMBDA.get(attempt - 1).minus(wait(attempt));
    }
}
