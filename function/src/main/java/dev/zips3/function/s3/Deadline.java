package dev.zips3.function.s3;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The time at which Lambda ends the invocation, and the earlier time at which work must end. The reserve between them
 * is for aborting a multipart upload: if Lambda kills the function first, the parts stay in the bucket and cost money.
 */
public final class Deadline {

    /** Longer than the client's socket timeout, because a read may begin just before work must end. */
    static final Duration RESERVE = Duration.ofSeconds(12);

    /** The reserve of a short invocation is a quarter of it, so that three quarters are left for work. */
    private static final int MAX_RESERVE_DIVISOR = 4;

    private final Clock clock;
    private final Instant end;
    private final Instant workEnd;

    /** @param remaining until Lambda ends the invocation */
    public Deadline(Clock clock, Duration remaining) {
        this.clock = clock;
        this.end = clock.instant().plus(remaining);
        Duration quarter = remaining.dividedBy(MAX_RESERVE_DIVISOR);
        this.workEnd = end.minus(quarter.compareTo(RESERVE) < 0 ? quarter : RESERVE);
    }

    /** Returns the time left for work; zero once only the reserve is left. */
    public Duration forWork() {
        return untilFromNow(workEnd);
    }

    /** Returns the time left for an abort: the reserve included. */
    Duration forAbort() {
        return untilFromNow(end);
    }

    /**
     * Checks that work may go on.
     *
     * @throws OutOfTimeException once only the reserve is left
     */
    public void requireTime() {
        if (forWork().isZero()) {
            throw new OutOfTimeException();
        }
    }

    /**
     * Returns a client whose calls end in time: each has the time left for work as its timeout, retries by the SDK
     * included. An abort of a multipart upload may also use the reserve.
     *
     * @param s3 makes the calls; the returned client throws {@link OutOfTimeException} where no time is left for one
     */
    public S3Client limit(S3Client s3) {
        return new DeadlineS3Client(s3, this);
    }

    private Duration untilFromNow(Instant instant) {
        Duration left = Duration.between(clock.instant(), instant);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
