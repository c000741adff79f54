package dev.zips3.function;

import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3BucketEntity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3Entity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3ObjectEntity;
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
 * Reads an event's JSON into AWS's record types. It keeps the six values that the function needs and skips every other
 * member: S3 adds members, and an event may come from another service.
 *
 * <p>AWS's own deserializer loads 380 more classes in a cold start (docs/decisions.md). It also fails on events that
 * the function has to ignore. The time of the event stays {@code null}, so no class of Joda-Time is needed.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
 *     message structure</a>
 */
final class EventReader {

    private static final String RECORDS = "Records";
    private static final String EVENT_NAME = "eventName";
    private static final String BUCKET = "s3.bucket.name";
    private static final String KEY = "s3.object.key";
    private static final String ETAG = "s3.object.eTag";
    private static final String VERSION_ID = "s3.object.versionId";
    private static final String SEQUENCER = "s3.object.sequencer";

    private static final Set<String> VALUES = Set.of(EVENT_NAME, BUCKET, KEY, ETAG, VERSION_ID, SEQUENCER);
    private static final Set<String> PARENTS = Set.of("s3", "s3.bucket", "s3.object");

    private final JsonFactory json = new JsonFactory();

    /**
     * Returns the records in their order, or an empty list if the event has none. In each record {@code s3}, its bucket
     * and its object are not {@code null}; a value that the event does not have is {@code null}.
     *
     * @param event JSON in UTF-8
     * @throws IOException if the event is not JSON, or cannot be read
     */
    List<S3EventNotificationRecord> read(InputStream event) throws IOException {
        List<S3EventNotificationRecord> records = new ArrayList<>();
        try (JsonParser parser = json.createParser(event)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    boolean isRecords = parser.currentName().equals(RECORDS);
                    if (parser.nextToken() == JsonToken.START_ARRAY && isRecords) {
                        readRecords(parser, records);
                    } else {
                        parser.skipChildren();
                    }
                }
            }
        } catch (JsonProcessingException e) {
            throw new IOException("the event is not JSON", RedactedException.of(e));
        }
        return records;
    }

    private static void readRecords(JsonParser parser, List<S3EventNotificationRecord> records) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Map<String, String> values = new HashMap<>();
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                readObject(parser, "", values);
            } else {
                parser.skipChildren();
            }
            records.add(record(values));
        }
    }

    /** @param path the names of the members that contain the object, each with a dot after it */
    private static void readObject(JsonParser parser, String path, Map<String, String> values) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = path + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && PARENTS.contains(member)) {
                readObject(parser, member + ".", values);
            } else if (value == JsonToken.VALUE_STRING && VALUES.contains(member)) {
                values.put(member, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    private static S3EventNotificationRecord record(Map<String, String> values) {
        Long unknownSize = null;
        S3ObjectEntity object = new S3ObjectEntity(
                values.get(KEY), unknownSize, values.get(ETAG), values.get(VERSION_ID), values.get(SEQUENCER));
        S3Entity s3 = new S3Entity(null, new S3BucketEntity(values.get(BUCKET), null, null), object, null);
        return new S3EventNotificationRecord(null, values.get(EVENT_NAME), null, null, null, null, null, s3, null);
    }
}
