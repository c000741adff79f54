package dev.zips3.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes from an event the six values that concern the function, and passes over all else, whatever it is: S3 adds
 * members, and an event may be of somebody else.
 */
final class EventReader {

    private static final String RECORDS = "Records";
    private static final String EVENT_NAME = "eventName";
    private static final String BUCKET = "s3.bucket.name";
    private static final String KEY = "s3.object.key";
    private static final String ETAG = "s3.object.eTag";
    private static final String VERSION_ID = "s3.object.versionId";
    private static final String SEQUENCER = "s3.object.sequencer";

    private static final Set<String> TEXTS = Set.of(EVENT_NAME, BUCKET, KEY, ETAG, VERSION_ID, SEQUENCER);
    private static final Set<String> OBJECTS = Set.of("s3", "s3.bucket", "s3.object");

    private final JsonFactory json = new JsonFactory();

    /**
     * Returns the records in their order; none, if the event has none.
     *
     * @param event JSON in UTF-8
     * @throws IOException if it is not JSON
     */
    List<EventRecord> read(InputStream event) throws IOException {
        List<EventRecord> records = new ArrayList<>();
        try (JsonParser parser = json.createParser(event)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    boolean ofRecords = parser.currentName().equals(RECORDS);
                    if (parser.nextToken() == JsonToken.START_ARRAY && ofRecords) {
                        readRecords(parser, records);
                    } else {
                        parser.skipChildren();
                    }
                }
            }
        } catch (JsonProcessingException e) {
            throw new IOException("the event is not JSON", SafeException.of(e));
        }
        return records;
    }

    private static void readRecords(JsonParser parser, List<EventRecord> records) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Map<String, String> texts = new HashMap<>();
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                readObject(parser, "", texts);
            } else {
                parser.skipChildren();
            }
            records.add(new EventRecord(
                    texts.get(EVENT_NAME),
                    texts.get(BUCKET),
                    texts.get(KEY),
                    texts.get(ETAG),
                    texts.get(VERSION_ID),
                    texts.get(SEQUENCER)));
        }
    }

    /** @param path of the object itself, with a dot behind each name */
    private static void readObject(JsonParser parser, String path, Map<String, String> texts) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = path + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && OBJECTS.contains(member)) {
                readObject(parser, member + ".", texts);
            } else if (value == JsonToken.VALUE_STRING && TEXTS.contains(member)) {
                texts.put(member, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }
}
