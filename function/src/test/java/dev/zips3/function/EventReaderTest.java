package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3ObjectEntity;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventReaderTest {

    private static final List<String> NOTHING = values(null, null, null, null, null, null);

    private final PojoSerializer<S3Event> aws =
            LambdaEventSerializers.serializerFor(S3Event.class, EventReaderTest.class.getClassLoader());

    private static ByteArrayInputStream json(String event) {
        return new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
    }

    private static List<List<String>> read(String event) throws IOException {
        return new EventReader()
                .read(json(event)).stream().map(EventReaderTest::values).toList();
    }

    private static List<String> values(S3EventNotificationRecord record) {
        S3ObjectEntity object = record.getS3().getObject();
        return values(
                record.getEventName(),
                record.getS3().getBucket().getName(),
                object.getKey(),
                object.geteTag(),
                object.getVersionId(),
                object.getSequencer());
    }

    private static List<String> values(
            String eventName, String bucket, String key, String eTag, String versionId, String sequencer) {
        return Arrays.asList(eventName, bucket, key, eTag, versionId, sequencer);
    }

    /** The first is S3's own example, from its user guide. AWS's reading fails on an event without a time. */
    static List<String> wellFormedEvents() {
        return List.of(
                """
                {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-west-2",
                "eventTime":"1970-01-01T00:00:00.000Z","eventName":"ObjectCreated:Put",
                "userIdentity":{"principalId":"AIDAJDPLRKLG7UEXAMPLE"},
                "requestParameters":{"sourceIPAddress":"127.0.0.1"},
                "responseElements":{"x-amz-request-id":"C3D13FE58DE4C810",
                "x-amz-id-2":"FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD"},
                "s3":{"s3SchemaVersion":"1.0","configurationId":"testConfigRule",
                "bucket":{"name":"amzn-s3-demo-bucket","ownerIdentity":{"principalId":"A3NL1KOZZKExample"},
                "arn":"arn:aws:s3:::amzn-s3-demo-bucket"},
                "object":{"key":"HappyFace.jpg","size":1024,"eTag":"d41d8cd98f00b204e9800998ecf8427e",
                "versionId":"096fKKXTRTtl3on89fVO.nfljtsv6qko","sequencer":"0055AED6DCD90281E5"}}}]}""",
                // Neither version nor sequencer, more than 4 GiB, and every member that S3 added since.
                """
                {"Records":[{"eventVersion":"2.3","eventSource":"aws:s3","awsRegion":"eu-central-1",
                "eventTime":"2026-01-02T03:04:05Z","eventName":"ObjectCreated:CompleteMultipartUpload",
                "s3":{"bucket":{"name":"b"},"object":{"key":"images/a.png","size":4294967296,"eTag":"e-2"}},
                "glacierEventData":{"restoreEventData":{"lifecycleRestorationExpiryTime":"1970-01-01T00:00:00.000Z",
                "lifecycleRestoreStorageClass":"GLACIER"}}}]}""",
                // Encoded and raw characters, escapes of JSON, a quoted ETag, two records, members in another order.
                """
                {"Records":[{"eventTime":"2026-01-02T03:04:05.678Z","s3":{"object":{"sequencer":"0A","eTag":"\\"e\\"","key":"images/%C3%BC+\\u00fc\\n\\"%2B.png"},
                "bucket":{"name":"b"}},"eventName":"ObjectCreated:Copy"},
                {"eventTime":"2026-01-02T03:04:05.678Z","eventName":"ObjectRemoved:Delete","s3":{"bucket":{"name":"ü"},"object":{"key":"😀"}}}]}""");
    }

    @ParameterizedTest
    @MethodSource("wellFormedEvents")
    void readsWhatAwsReads(String event) throws IOException {
        assertReadsWhatAwsReads(event);
    }

    static Stream<Long> seeds() {
        return Seeds.of(200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsWhatAwsReadsInRandomEvents(long seed) throws IOException {
        assertReadsWhatAwsReads(randomEvent(new Random(seed)));
    }

    private void assertReadsWhatAwsReads(String event) throws IOException {
        List<S3EventNotificationRecord> expected = aws.fromJson(json(event)).getRecords();
        assertThat(expected).isNotEmpty();
        assertThat(read(event).stream().map(EventReaderTest::emptyIfMissing).toList())
                .isEqualTo(expected.stream().map(EventReaderTest::values).toList());
    }

    /** As AWS reads a member that is missing. */
    private static List<String> emptyIfMissing(List<String> values) {
        return values.stream()
                .map(value -> Objects.requireNonNullElse(value, ""))
                .toList();
    }

    private static String randomEvent(Random random) throws IOException {
        StringWriter event = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(event)) {
            json.writeStartObject();
            json.writeArrayFieldStart("Records");
            for (int i = random.nextInt(4); i >= 0; i--) {
                json.writeStartObject();
                json.writeStringField("eventTime", "2026-01-02T03:04:05.678Z");
                writeRandomField(json, random, "eventSource");
                writeRandomField(json, random, "eventName");
                json.writeObjectFieldStart("s3");
                writeRandomField(json, random, "configurationId");
                json.writeObjectFieldStart("bucket");
                writeRandomField(json, random, "arn");
                writeRandomField(json, random, "name");
                json.writeEndObject();
                json.writeObjectFieldStart("object");
                for (String member : List.of("sequencer", "key", "versionId", "eTag")) {
                    writeRandomField(json, random, member);
                }
                json.writeNumberField("size", random.nextLong());
                json.writeEndObject();
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return event.toString();
    }

    /** One time in six the member is missing. */
    private static void writeRandomField(JsonGenerator json, Random random, String name) throws IOException {
        if (random.nextInt(6) > 0) {
            json.writeStringField(name, randomText(random));
        }
    }

    private static String randomText(Random random) {
        return random.ints(random.nextInt(20), 0, Character.MAX_CODE_POINT + 1)
                .map(codePoint -> random.nextInt(3) == 0 ? codePoint : codePoint & 0x7F)
                .filter(codePoint -> Character.getType(codePoint) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void keepsSixValuesAndSkipsTheRest() throws IOException {
        assertThat(read("""
                {"a":{"Records":[{}]},"Records":[{"eventVersion":"2.1","awsRegion":"us-west-2",
                "eventName":"ObjectCreated:Put","userIdentity":{"principalId":"P","eventName":"not this"},
                "s3":{"s3SchemaVersion":"1.0","bucket":{"name":"b","ownerIdentity":{"name":"not this"},"arn":"a"},
                "object":{"key":"images/%C3%BC+\\u00fc.png","size":3,"eTag":"e","versionId":"v","sequencer":"0A",
                "new":[{"key":"not this"}]},"name":"not this"},"key":"not this"}],"z":[[]]}""")).containsExactly(values("ObjectCreated:Put", "b", "images/%C3%BC+ü.png", "e", "v", "0A"));
    }

    @Test
    void keepsThePlaceOfWhatIsNoRecord() throws IOException {
        assertThat(read("{\"Records\":[{\"eventName\":\"1\"},null,7,[{}],\"x\",{\"s3\":[]},{\"eventName\":\"2\"}]}"))
                .containsExactly(
                        values("1", null, null, null, null, null),
                        NOTHING,
                        NOTHING,
                        NOTHING,
                        NOTHING,
                        NOTHING,
                        values("2", null, null, null, null, null));
    }

    /** S3 sends strings, so another type is no key and no sequencer. */
    @Test
    void takesOnlyStrings() throws IOException {
        assertThat(read("{\"Records\":[{\"eventName\":1,\"s3\":{\"bucket\":{\"name\":null},\"object\":{\"key\":true,"
                        + "\"eTag\":{},\"versionId\":[],\"sequencer\":1.5}}}]}"))
                .containsExactly(NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "7", "\"Records\"", "[]", "[{\"Records\":[{}]}]", "{}", "{\"Records\":{}}"})
    void findsNoRecordsInOtherJson(String event) throws IOException {
        assertThat(read(event)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{\"Records\":[", "{\"Records\":[{\"s3\":{", "{\"Records\":[{]}", "S3", "{\"a\":\"\n\"}"})
    void rejectsWhatIsNotJson(String event) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(event))
                .withMessage("the event is not JSON")
                .satisfies(e -> assertThat(e.getCause().getMessage()).doesNotContain("\n"));
    }
}
