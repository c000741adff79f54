package dev.zips3.local.s3.event;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Strictly ascending sequencers. They start at the time of the clock: after a restart they are still larger than those
 * in the metadata of the ZIPs on disk.
 */
final class Sequencers {
    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    Sequencers(Clock clock) {
        this.clock = clock;
    }

    /**
     * Eighteen hexadecimal digits, as in S3's events. All have the same length, so that the order of the strings is the
     * order of the numbers.
     */
    String next() {
        Instant now = clock.instant();
        long nanoseconds = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        return String.format("%018X", last.updateAndGet(previous -> Math.max(previous + 1, nanoseconds)));
    }
}
