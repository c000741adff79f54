package dev.zips3.function;

import dev.zips3.function.s3.Deadline;
import dev.zips3.function.s3.OutOfTimeException;
import java.time.Duration;

/** How often an image is tried within one invocation: a few times, and never once more than there is time for. */
public final class Attempts {

    /** On top of the client's own retries of each call. */
    public static final int MOST = 5;

    private final Deadline deadline;
    private Duration leftAtStart = Duration.ZERO;
    private Duration longest = Duration.ZERO;
    private int begun;

    public Attempts(Deadline deadline) {
        this.deadline = deadline;
    }

    /**
     * Begins one.
     *
     * @throws OutOfTimeException if only the reserve is left
     */
    public void begin() {
        deadline.requireTime();
        begun++;
        leftAtStart = deadline.forWork();
    }

    /** Whether another one can be expected to end: it will take at least as long as the longest that broke off. */
    public boolean anotherFits() {
        Duration left = deadline.forWork();
        Duration took = leftAtStart.minus(left);
        longest = took.compareTo(longest) > 0 ? took : longest;
        return begun < MOST && left.compareTo(longest) > 0;
    }
}
