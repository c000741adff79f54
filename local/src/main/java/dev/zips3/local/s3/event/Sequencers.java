package dev.zips3.local.s3.event;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Strictly ascending sequencers. They start from the clock, so that those of a restarted endpoint follow those it gave
 * before: ZIPs on disk carry the old ones.
 */
public final class Sequencers {
    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    public Sequencers(Clock clock) {
        this.clock = clock;
    }

    /** Eighteen hexadecimal digits, like S3's own; of one length, so that they compare as strings. */
    public String next() {
        Instant now = clock.instant();
        long nanoseconds = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        return String.format("%018X", last.updateAndGet(previous -> Math.max(previous + 1, nanoseconds)));
    }
}
