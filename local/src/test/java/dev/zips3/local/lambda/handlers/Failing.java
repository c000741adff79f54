package dev.zips3.local.lambda.handlers;

import java.util.ArrayList;
import java.util.List;

/** Fails, in a different way for each method. */
public final class Failing {

    /** Throws an exception. */
    public String exception(Object event) {
        throw new IllegalArgumentException("no such image: été");
    }

    /** Ends the JVM without a response; a negative status lets it live. */
    public String exit(int status) {
        if (status < 0) {
            return "still here";
        }
        System.exit(status);
        return "not reached";
    }

    /** Needs more than any heap. */
    public int memory(Object event) {
        List<long[]> kept = new ArrayList<>();
        while (true) {
            kept.add(new long[1 << 20]);
            if (kept.size() == Integer.MAX_VALUE) {
                return kept.size();
            }
        }
    }

    /** Needs more than any stack. */
    public int stack(int depth) {
        return depth < 0 ? 0 : 1 + deeper(depth + 1);
    }

    private int deeper(int depth) {
        return stack(depth);
    }

    /** Sleeps longer than any timeout, for every event. */
    public String hang(Object event) throws InterruptedException {
        return sleep(Integer.MAX_VALUE);
    }

    /** Sleeps as long as the event says. */
    public String sleep(int seconds) throws InterruptedException {
        System.out.println("falling asleep");
        Thread.sleep(seconds * 1000L);
        return "awake";
    }
}
