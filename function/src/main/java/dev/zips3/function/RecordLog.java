package dev.zips3.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * One line of JSON a record. Keys and messages come from outside: everything that is not ASCII or could end a line is
 * escaped, so that they cannot forge one.
 */
final class RecordLog {

    private final JsonFactory json =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private final PrintStream out;

    RecordLog(PrintStream out) {
        this.out = out;
    }

    /** @param fields values are {@link String}, {@link Long}, or {@link Double} */
    void write(Map<String, Object> fields) {
        StringWriter line = new StringWriter();
        try (JsonGenerator generator = json.createGenerator(line)) {
            generator.writeStartObject();
            for (Map.Entry<String, Object> field : fields.entrySet()) {
                generator.writeFieldName(field.getKey());
                generator.writePOJO(field.getValue());
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The one control character that is ASCII and that JSON lets stand.
        out.println(line.toString().replace("\u007F", "\\u007F"));
    }
}
