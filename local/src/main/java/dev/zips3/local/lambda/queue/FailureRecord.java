package dev.zips3.local.lambda.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.zips3.local.assembly.DeployedFunction;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * What Lambda sends to the on-failure destination of an asynchronous invocation.
 *
 * @param condition {@code RetriesExhausted} or {@code EventAgeExceeded}
 * @param event JSON
 * @param attempts how often the function ran
 * @param error of the last attempt; empty if the event grew too old before its first attempt
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">the record</a>
 */
record FailureRecord(
        Instant time,
        DeployedFunction function,
        String requestId,
        String condition,
        int attempts,
        String event,
        Optional<RuntimeResult> error) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    String toJson() {
        ObjectNode record = JSON.createObjectNode();
        record.put("version", "1.0").put("timestamp", TIMESTAMP.format(time));
        record.putObject("requestContext")
                .put("requestId", requestId)
                .put("functionArn", function.arn())
                .put("condition", condition)
                .put("approximateInvokeCount", attempts);
        record.set("requestPayload", parse(event));
        if (error.isPresent()) {
            record.putObject("responseContext")
                    .put("statusCode", 200)
                    .put("executedVersion", function.version())
                    .put("functionError", "Unhandled");
            record.set("responsePayload", parse(error.get().body()));
        }
        return record.toString();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(json);
        }
    }
}
