package dev.zips3.local.lambda.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a runtime says of an invocation, or what is said in its place when it no longer can. */
public sealed interface RuntimeResult {

    /**
     * What the handler returned.
     *
     * @param body JSON
     */
    record Response(String body) implements RuntimeResult {}

    /**
     * Why there is no response.
     *
     * @param type the exception's class or one of Lambda's own types
     * @param body JSON with errorType, errorMessage and, from an exception, stackTrace
     */
    @SuppressWarnings("JavaLangClash")
    record Error(String type, String message, String body) implements RuntimeResult {

        private static final JsonMapper JSON = new JsonMapper();

        /**
         * An error the runtime reports.
         *
         * @param headerType the header Lambda-Runtime-Function-Error-Type; it names the category, such as
         *     {@code Runtime.BadFunctionCode}, and counts only where the body names no class
         */
        public static Error posted(String headerType, String body) {
            JsonNode error;
            try {
                error = JSON.readTree(body);
            } catch (JsonProcessingException e) {
                return new Error(headerType, body, body);
            }
            return new Error(
                    error.path("errorType").asText(headerType),
                    error.path("errorMessage").asText(""),
                    body);
        }

        /** An error that the platform reports because the runtime cannot. */
        public static Error ofPlatform(String type, String requestId, String message) {
            String text = "RequestId: %s Error: %s".formatted(requestId, message);
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.put("errorType", type).put("errorMessage", text);
            return new Error(type, text, body.toString());
        }
    }
}
