package dev.zips3.local.lambda.queue;

import java.time.Duration;

/** How one try to run the function ended. */
public sealed interface InvocationResult {

    String requestId();

    /** From the call until the answer; where the execution environment was still starting, with that wait. */
    Duration duration();

    /**
     * The handler returned.
     *
     * @param body what the handler returned, as JSON
     * @param cold this was the first invocation of its execution environment
     */
    record Success(String requestId, String body, Duration duration, boolean cold) implements InvocationResult {}

    /**
     * The handler threw, or the platform ended it.
     *
     * @param errorType the exception's class, or one of Lambda's own types such as {@code Sandbox.Timedout}
     * @param body the error as JSON, as Lambda puts it into the record for the failure destination
     */
    record Failure(String requestId, String errorType, String errorMessage, String body, Duration duration)
            implements InvocationResult {}
}
