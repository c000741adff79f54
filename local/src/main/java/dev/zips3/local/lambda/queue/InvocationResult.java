package dev.zips3.local.lambda.queue;

import java.time.Duration;

/**
 * How one attempt to run the function ended.
 *
 * @param duration from the call to the result; with the start of the function's process if the event had to wait for it
 * @param cold whether this was the first invocation of its process
 * @param processId of the process that ran it; {@link #NO_PROCESS} if none could be started
 */
public record InvocationResult(RuntimeResult result, Duration duration, boolean cold, long processId) {

    /** In the place of a process id. */
    public static final long NO_PROCESS = -1;
}
