package dev.zips3.function;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is told of one record: in the log, and in the invocation's response.
 *
 * @param at when it was done with
 * @param key of the image, decoded where it could be; empty if there is none
 */
record RecordReport(Instant at, String requestId, String key, Outcome outcome, Duration took) {

    /**
     * In the order in which they are read; {@code timestamp} and {@code level} are what Lambda's log filter looks at.
     */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("timestamp", at.toString());
        fields.put("level", level());
        fields.put("requestId", requestId);
        fields.put("outcome", outcome.kind().name());
        fields.put("key", SafeText.redacted(key));
        fields.put("zipKey", SafeText.redacted(outcome.zipKey()));
        fields.put("reason", SafeText.redacted(outcome.reason()));
        fields.put("bytesIn", outcome.bytesIn());
        fields.put("bytesOut", outcome.bytesOut());
        fields.put("ratio", ratio());
        fields.put("milliseconds", took.toMillis());
        return fields;
    }

    private String level() {
        return switch (outcome.kind()) {
            case ZIPPED, UP_TO_DATE, SUPERSEDED, GONE -> "INFO";
            case IGNORED -> "WARN";
            case FAILED -> "ERROR";
        };
    }

    /** Of the ZIP to the image, to four places; 0 where there is none. */
    private double ratio() {
        return outcome.bytesIn() == 0 || outcome.bytesOut() == 0
                ? 0
                : Math.round(10_000.0 * outcome.bytesOut() / outcome.bytesIn()) / 10_000.0;
    }
}
