package dev.zips3.function.s3;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * When Lambda ends the invocation, and how long before it work ends by itself: what is left is kept for the abort,
 * since a function that is killed leaves the parts of an unfinished upload behind.
 */
public final class Deadline {

    /** Longer than the client waits for a byte ({@link LambdaS3Client}): a read may begin just before it. */
    private static final Duration RESERVE = Duration.ofSeconds(12);

    /** Of a short invocation the reserve is a part, or nothing would be left to work in. */
    private static final int MIN_PART = 4;

    private final Clock clock;
    private final Instant end;
    private final Instant workEnd;

    /** @param remaining until Lambda ends the invocation */
    public Deadline(Clock clock, Duration remaining) {
        this.clock = clock;
        this.end = clock.instant().plus(remaining);
        Duration part = remaining.dividedBy(MIN_PART);
        this.workEnd = end.minus(part.compareTo(RESERVE) < 0 ? part : RESERVE);
    }

    /** For work: zero once only the reserve is left. */
    public Duration forWork() {
        return untilFromNow(workEnd);
    }

    /** For the abort: all that is left, the reserve too. */
    Duration forAbort() {
        return untilFromNow(end);
    }

    /**
     * Lets work go on while there is time for it.
     *
     * @throws OutOfTimeException once only the reserve is left
     */
    public void requireTime() {
        if (forWork().isZero()) {
            throw new OutOfTimeException();
        }
    }

    private Duration untilFromNow(Instant instant) {
        Duration left = Duration.between(clock.instant(), instant);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
