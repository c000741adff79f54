package dev.zips3.local.lambda.handlers;

import java.util.ArrayList;
import java.util.List;

/** A method for each way to fail. */
public final class Failing {

    /** An exception of the function. */
    public String exception(Object event) {
        throw new IllegalArgumentException("no such image: été");
    }

    /** An end without an answer, or none for a negative status. */
    public String exit(int status) {
        if (status < 0) {
            return "still here";
        }
        System.exit(status);
        return "not reached";
    }

    /** More than any heap. */
    public int memory(Object event) {
        List<long[]> kept = new ArrayList<>();
        while (true) {
            kept.add(new long[1 << 20]);
            if (kept.size() == Integer.MAX_VALUE) {
                return kept.size();
            }
        }
    }

    /** More than any stack. */
    public int stack(int depth) {
        return depth < 0 ? 0 : 1 + deeper(depth + 1);
    }

    private int deeper(int depth) {
        return stack(depth);
    }

    /** Longer than any timeout, whatever the event. */
    public String hang(Object event) throws InterruptedException {
        return sleep(Integer.MAX_VALUE);
    }

    /** Longer than any timeout, unless told otherwise. */
    public String sleep(int seconds) throws InterruptedException {
        System.out.println("falling asleep");
        Thread.sleep(seconds * 1000L);
        return "awake";
    }
}
