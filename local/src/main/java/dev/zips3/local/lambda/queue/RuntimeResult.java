package dev.zips3.local.lambda.queue;

/** The result of one invocation, reported by the function's runtime, or by Lambda if the runtime cannot. */
public sealed interface RuntimeResult {

    /** JSON. */
    String body();

    /**
     * The handler returned.
     *
     * @param body what it returned, as JSON
     */
    record Response(String body) implements RuntimeResult {}

    /**
     * The handler threw an exception, or Lambda terminated it.
     *
     * @param type the exception's class, or one of Lambda's own types such as {@code Sandbox.Timedout}
     * @param body JSON with {@code errorType}, {@code errorMessage} and, for an exception, {@code stackTrace}
     */
    @SuppressWarnings("JavaLangClash")
    record Error(String type, String message, String body) implements RuntimeResult {}
}
