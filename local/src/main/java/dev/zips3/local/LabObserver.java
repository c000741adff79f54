package dev.zips3.local;

import dev.zips3.local.lambda.host.LogLine;
import dev.zips3.local.lambda.queue.QueueListener;

/** Hears what happens in a running lab, on its threads. */
public interface LabObserver extends QueueListener {

    /** A line of the function's output. */
    default void line(LogLine line) {}

    /**
     * An event is given up.
     *
     * @param record what Lambda would send to the on-failure destination, as JSON
     */
    default void failureDestination(String record) {}
}
