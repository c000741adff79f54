package dev.zips3.local.lambda.queue;

import java.time.Duration;
import java.util.List;

/**
 * How long an event waits for its retries.
 *
 * @param timesFaster how many times shorter the delays are than on Lambda, 1 to 60,000; with 60, a minute becomes a
 *     second
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">one minute, then
 *     two</a>
 */
public record RetrySchedule(int timesFaster) {

    private static final int MAX_TIMES_FASTER = 60_000;
    private static final List<Duration> LAMBDA_DELAYS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    public RetrySchedule {
        if (timesFaster < 1 || timesFaster > MAX_TIMES_FASTER) {
            throw new IllegalArgumentException(
                    "timesFaster is %d, must be 1 to %d".formatted(timesFaster, MAX_TIMES_FASTER));
        }
    }

    /**
     * The delay before a retry on this machine.
     *
     * @param failedAttempt 1 or 2
     */
    public Duration delay(int failedAttempt) {
        return LAMBDA_DELAYS.get(failedAttempt - 1).dividedBy(timesFaster);
    }

    /** The part of Lambda's delay that the event does not wait here; it counts for the event's age. */
    Duration skippedDelay(int failedAttempt) {
        return LAMBDA_DELAYS.get(failedAttempt - 1).minus(delay(failedAttempt));
    }
}
