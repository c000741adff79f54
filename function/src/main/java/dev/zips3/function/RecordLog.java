package dev.zips3.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes one line of JSON for each record. Every character that is not printable ASCII is escaped, so no key and no
 * message can forge a line.
 */
final class RecordLog {

    /** More than the longest key with every byte encoded; an event of another service can hold longer text. */
    private static final int MAX_LENGTH = 4096;

    private final JsonFactory json =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private final PrintStream out;
    private final Clock clock;

    RecordLog(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /**
     * Writes the line of one record and returns it. {@code timestamp} and {@code level} are the names that Lambda's log
     * filter reads.
     *
     * @param key of the image, decoded if possible; empty if there is none
     * @param start when the function began to handle the record
     */
    String write(String requestId, String key, Outcome outcome, Instant start) {
        Instant now = clock.instant();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("timestamp", now.toString());
        fields.put("level", outcome.kind().level());
        fields.put("requestId", requestId);
        fields.put("outcome", outcome.kind().name());
        fields.put("key", bounded(key));
        fields.put("zipKey", outcome.zipKey());
        fields.put("reason", bounded(outcome.reason()));
        fields.put("bytesIn", outcome.bytesIn());
        fields.put("bytesOut", outcome.bytesOut());
        fields.put("ratio", ratio(outcome));
        fields.put("milliseconds", Duration.between(start, now).toMillis());
        return write(fields);
    }

    /**
     * Writes one line and returns it.
     *
     * @param fields values are {@link String}, {@link Long} or {@link Double}
     */
    String write(Map<String, Object> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = json.createGenerator(text)) {
            generator.writeStartObject();
            for (Map.Entry<String, Object> field : fields.entrySet()) {
                generator.writeFieldName(field.getKey());
                generator.writePOJO(field.getValue());
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // JSON allows the control character DEL in a string, so Jackson does not escape it.
        String line = text.toString().replace("\u007F", "\\u007F");
        out.println(line);
        return line;
    }

    private static String bounded(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }

    /** The ZIP's size divided by the image's, to four places; 0 if one of them is 0. */
    private static double ratio(Outcome outcome) {
        return outcome.bytesIn() == 0 || outcome.bytesOut() == 0
                ? 0
                : Math.round(10_000.0 * outcome.bytesOut() / outcome.bytesIn()) / 10_000.0;
    }
}
