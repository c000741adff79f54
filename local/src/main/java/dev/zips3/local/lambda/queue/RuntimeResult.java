package dev.zips3.local.lambda.queue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

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

    /**
     * An error that Lambda reports because the runtime cannot.
     *
     * @param type one of Lambda's own
     */
    static RuntimeResult platformError(String type, String requestId, String message) {
        String text = "RequestId: %s Error: %s".formatted(requestId, message);
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("errorType", type)
                .put("errorMessage", text)
                .toString();
        return new Error(type, text, body);
    }
}
