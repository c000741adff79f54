package dev.zips3.local.lambda.queue;

/** Runs the function once, on the caller's thread. */
@FunctionalInterface
public interface Invoker {

    /**
     * Waits for the result. An exception means that the function did not run or its result is unknown.
     *
     * @param requestId the same in every attempt of one event
     * @param event JSON, UTF-8
     */
    InvocationResult invoke(String requestId, byte[] event) throws InterruptedException;
}
