package dev.zips3.function;

import java.time.Duration;

/** How often an image is tried within one invocation: a few times, and never once more than there is time for. */
final class Attempts {

    /** On top of the client's own retries of each call. */
    static final int MOST = 5;

    private final Deadline deadline;
    private Duration leftAtStart = Duration.ZERO;
    private Duration longest = Duration.ZERO;
    private int begun;

    Attempts(Deadline deadline) {
        this.deadline = deadline;
    }

    /** @throws OutOfTimeException if only the reserve is left */
    void begin() {
        deadline.requireTime();
        begun++;
        leftAtStart = deadline.forWork();
    }

    /** Whether another one can be expected to end: it will take at least as long as the longest that broke off. */
    boolean anotherFits() {
        Duration left = deadline.forWork();
        Duration took = leftAtStart.minus(left);
        longest = took.compareTo(longest) > 0 ? took : longest;
        return begun < MOST && left.compareTo(longest) > 0;
    }
}
