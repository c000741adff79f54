package dev.zips3.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** JSON on one line of printable ASCII: everything else is escaped, whatever the values hold. */
final class JsonText {

    private final JsonFactory json =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** @param fields values are {@link String}, {@link Long}, or {@link Double} */
    String of(Map<String, Object> fields) {
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
        // The one control character that is ASCII and that JSON lets stand.
        return text.toString().replace("\u007F", "\\u007F");
    }

    String of(List<Map<String, Object>> objects) {
        return '[' + String.join(",", objects.stream().map(this::of).toList()) + ']';
    }
}
