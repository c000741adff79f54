package dev.zips3.function.s3;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The time at which Lambda ends the invocation, and the earlier time at which work must end. The reserve between them
 * is for the abort of a multipart upload: if Lambda ends the function first, the parts stay in the bucket and cost
 * money.
 *
 * <p>Calls and reads end when work must end, even if S3 stalls. One step cannot be interrupted: to connect, which takes
 * up to two seconds ({@link LambdaS3Client}). That is longer than the reserve of an invocation below eight seconds.
 */
public final class Deadline {

    /** Longer than the client's socket timeout, so that an abort that stalls can be repeated. */
    static final Duration RESERVE = Duration.ofSeconds(12);

    /** The reserve of a short invocation is a quarter of it, so that three quarters are left for work. */
    private static final int SHORT_RESERVE_DIVISOR = 4;

    private final Clock clock;
    private final Instant end;
    private final Instant workEnd;

    /** @param remaining the time until Lambda ends the invocation */
    public Deadline(Clock clock, Duration remaining) {
        this.clock = clock;
        this.end = clock.instant().plus(remaining);
        Duration quarter = remaining.dividedBy(SHORT_RESERVE_DIVISOR);
        this.workEnd = end.minus(quarter.compareTo(RESERVE) < 0 ? quarter : RESERVE);
    }

    /** Returns the time left for work; zero if only the reserve is left. */
    public Duration forWork() {
        return untilFromNow(workEnd);
    }

    /** Returns the time left for an abort, which includes the reserve. */
    Duration forAbort() {
        return untilFromNow(end);
    }

    /**
     * Checks that time for work is left.
     *
     * @throws OutOfTimeException if only the reserve is left
     */
    void requireTime() {
        if (forWork().isZero()) {
            throw new OutOfTimeException();
        }
    }

    /**
     * Returns a client whose calls end in time. The timeout of each call, with the SDK's retries, is the time left for
     * work. Only the abort of a multipart upload may also use the reserve.
     *
     * @param s3 makes the calls; the returned client throws {@link OutOfTimeException} if no time is left for a call
     */
    public S3Client limit(S3Client s3) {
        return new DeadlineS3Client(s3, this);
    }

    private Duration untilFromNow(Instant instant) {
        Duration left = Duration.between(clock.instant(), instant);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
