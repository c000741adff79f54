package dev.zips3.integration.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zips3.function.RecordsFailedException;
import dev.zips3.function.s3.PartSize;
import dev.zips3.integration.InProcessFunction;
import dev.zips3.integration.TestBucket;
import dev.zips3.integration.ZipVerifier;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.S3Request;

/** Events as JSON: those of S3 with and without each member, and those of other services. */
final class EventsTest {

    private static final String RECORD = """
            {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-west-2",\
            "eventTime":"2026-01-02T03:04:05.678Z","eventName":"ObjectCreated:Put",\
            "userIdentity":{"principalId":"AWS:123456789012"},"requestParameters":{"sourceIPAddress":"127.0.0.1"},\
            "responseElements":{"x-amz-request-id":"R","x-amz-id-2":"I"},"s3":{"s3SchemaVersion":"1.0",\
            "configurationId":"images","bucket":{"name":"test-bucket","ownerIdentity":{"principalId":"123456789012"},\
            "arn":"arn:aws:s3:::test-bucket"},"object":{"key":"images/a.png","size":3,\
            "eTag":"47bce5c74f589f4867dbd57e9ca9f808","versionId":"","sequencer":"0055AED6DCD90281E5"}}}""";

    private static final String TEST_EVENT = """
            {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-01-02T03:04:05.678Z","Bucket":"test-bucket",\
            "RequestId":"R","HostId":"H"}""";

    /** An event of S3 as SNS sends it to other subscribers than Lambda. */
    private static final String SNS = """
            {"Type":"Notification","MessageId":"m","TopicArn":"arn:aws:sns:x","Message":%s}""".formatted(quoted(event(RECORD)));

    private static final String SNS_TO_LAMBDA = event("""
            {"EventSource":"aws:sns","EventVersion":"1.0","EventSubscriptionArn":"arn:aws:sns:x","Sns":%s}""".formatted(SNS));

    private static final String SQS_TO_LAMBDA = event("""
            {"messageId":"m","receiptHandle":"r","body":%s,"attributes":{},"eventSource":"aws:sqs",\
            "awsRegion":"us-west-2"}""".formatted(quoted(event(RECORD))));

    private static final String EVENT_BRIDGE = """
            {"version":"0","id":"i","detail-type":"Object Created","source":"aws.s3","region":"us-west-2",\
            "detail":{"version":"0","bucket":{"name":"test-bucket"},"object":{"key":"images/a.png","size":3,\
            "etag":"47bce5c74f589f4867dbd57e9ca9f808","sequencer":"0055AED6DCD90281E5"},"reason":"PutObject"}}""";

    /** The image of {@link #RECORD}. */
    private static final byte[] IMAGE = "aaa".getBytes(StandardCharsets.US_ASCII);

    private static TestBucket bucket;

    private final CountingS3Client requests = new CountingS3Client();
    private final InProcessFunction function = new InProcessFunction(bucket.settings(), requests, PartSize.MIN);

    /** Counts the requests of the function. */
    private static final class CountingS3Client extends DelegatingS3Client {
        private int count;

        CountingS3Client() {
            super(bucket.user());
        }

        @Override
        protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
            count++;
            return operation.apply(request);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        bucket = new TestBucket();
    }

    @AfterEach
    void empty() {
        keys().forEach(bucket::delete);
    }

    @AfterAll
    static void stop() {
        bucket.close();
    }

    private static List<String> keys() {
        return bucket
                .user()
                .listObjectsV2(r -> r.bucket(TestBucket.NAME).encodingType(EncodingType.URL))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    private static String event(String... records) {
        return "{\"Records\":[" + String.join(",", records) + "]}";
    }

    private static String withKey(String encoded) {
        return RECORD.replace("images/a.png", encoded);
    }

    /** Removes a member at any depth. */
    private static String without(String member) {
        return replaced(member, "").replace(",}", "}");
    }

    /** Sets the value of a member at any depth to {@code null}. */
    private static String withNull(String member) {
        return replaced(member, "\"" + member + "\":null,").replace(",}", "}");
    }

    private static String replaced(String member, String replacement) {
        int start = RECORD.indexOf("\"" + member + "\":");
        int end = start;
        int depth = 0;
        for (char c = RECORD.charAt(end); depth > 0 || (c != ',' && c != '}'); c = RECORD.charAt(++end)) {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        }
        return RECORD.substring(0, start) + replacement + RECORD.substring(RECORD.charAt(end) == ',' ? end + 1 : end);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static Stream<String> otherEvents() {
        Stream<String> records = Stream.of(
                without("s3"),
                withNull("s3"),
                without("object"),
                withNull("object"),
                without("bucket"),
                withNull("bucket"),
                without("name"),
                withNull("name"),
                without("key"),
                withNull("key"),
                without("eventName"),
                withNull("eventName"),
                RECORD.replace("ObjectCreated:Put", ""),
                RECORD.replace("ObjectCreated:Put", "ObjectRemoved:Delete"),
                RECORD.replace("ObjectCreated:Put", "ObjectRemoved:DeleteMarkerCreated"),
                RECORD.replace("ObjectCreated:Put", "ObjectRestore:Completed"),
                RECORD.replace("ObjectCreated:Put", "ReducedRedundancyLostObject"),
                RECORD.replace("ObjectCreated:Put", "s3:TestEvent"),
                RECORD.replace("\"name\":\"test-bucket\"", "\"name\":\"another-bucket\""),
                withKey(""),
                withKey("images/%.png"),
                withKey("images/%4.png"),
                withKey("images/%zz.png"),
                withKey("images/\\ud800.png"),
                withKey("images/a.PNG"),
                withKey("images"),
                withKey("zip/a.png.zip"),
                withKey("../images/a.png"),
                withKey("%00images/a.png"),
                withKey("images/" + "k".repeat(1025 - 11) + ".png"),
                withKey("images/" + "%C3%BC".repeat(507) + ".png"));
        return Stream.concat(
                records.map(EventsTest::event),
                Stream.of(
                        "null",
                        "[]",
                        "{}",
                        "{\"Records\":null}",
                        event(),
                        event("null"),
                        event("{}"),
                        TEST_EVENT,
                        SNS,
                        SNS_TO_LAMBDA,
                        SQS_TO_LAMBDA,
                        EVENT_BRIDGE));
    }

    /** It makes no request, although the image of {@link #RECORD} exists. */
    @ParameterizedTest
    @MethodSource("otherEvents")
    void ignoresWithAWarningWhatIsNotAnImage(String json) {
        bucket.upload("images/a.png", IMAGE);
        assertThat(function.deliver(json)).isEqualTo("IGNORED");
        assertThat(function.logLines())
                .singleElement()
                .asString()
                .contains("\"level\":\"WARN\"")
                .matches("[\\x20-\\x7E]*");
        assertThat(requests.count).isZero();
    }

    /** The JDK decodes bytes that are not UTF-8 to U+FFFD. S3 sends no such bytes, and no object has that key. */
    @ParameterizedTest
    @ValueSource(strings = {"%C3", "%ED%A0%80", "%FF"})
    void reportsAKeyThatIsNotUtf8AsGone(String bytes) {
        assertThat(function.deliver(event(withKey("images/" + bytes + ".png")))).isEqualTo("GONE");
    }

    static Stream<String> incompleteRecords() {
        List<String> members = List.of(
                "eventVersion",
                "eventSource",
                "awsRegion",
                "eventTime",
                "userIdentity",
                "requestParameters",
                "responseElements",
                "s3SchemaVersion",
                "configurationId",
                "ownerIdentity",
                "arn",
                "size",
                "eTag",
                "versionId",
                "sequencer");
        return Stream.concat(
                Stream.concat(
                        members.stream().map(EventsTest::without),
                        members.stream().map(EventsTest::withNull)),
                Stream.of(
                        RECORD,
                        RECORD.replace("us-west-2", "eu-central-1"),
                        RECORD.replace("2026-01-02T", "soon"),
                        RECORD.replace("ObjectCreated:Put", "ObjectCreated:CompleteMultipartUpload"),
                        RECORD.replace("\"size\":3", "\"size\":9223372036854775807,\"unknown\":[{}]"),
                        RECORD.replace("47bce5c74f589f4867dbd57e9ca9f808", "\\\"47bce5c74f589f4867dbd57e9ca9f808\\\""),
                        RECORD.replace("47bce5c74f589f4867dbd57e9ca9f808", "no\\r\\nX-Header: of ours")));
    }

    /** The function needs only the name of the event, the bucket and the key. */
    @ParameterizedTest
    @MethodSource("incompleteRecords")
    void zipsWithoutOptionalMembers(String json) {
        bucket.upload("images/a.png", IMAGE);
        assertThat(function.deliver(event(json))).isEqualTo("ZIPPED");
        assertThat(keys()).containsExactly("images/a.png", "zip/a.png.zip");
    }

    @Test
    void triesEachOfAThousandRecords() {
        bucket.upload("images/a.png", IMAGE);
        List<String> group = List.of(
                RECORD,
                withKey("images/none.png"),
                // The ZIP's key would be longer than S3 allows.
                withKey("images/" + "k".repeat(1024 - 11) + ".png"),
                without("s3"),
                withKey("images/%zz.png"));
        List<String> records =
                new ArrayList<>(Collections.nCopies(1000 - 40 * group.size(), RECORD.replace("Created", "Removed")));
        IntStream.range(0, 40).forEach(i -> records.addAll(i * 20, group));
        assertThatExceptionOfType(RecordsFailedException.class)
                .isThrownBy(() -> function.deliver(event(records.toArray(String[]::new)), Duration.ofMinutes(15)))
                .withMessageStartingWith("40 of 1000 records failed");
        Map<String, Long> outcomes = function.logLines().stream()
                .map(line -> line.replaceFirst(".*\"outcome\":\"(\\w+)\".*", "$1"))
                .collect(Collectors.groupingBy(outcome -> outcome, Collectors.counting()));
        assertThat(outcomes)
                .isEqualTo(Map.of("ZIPPED", 1L, "UP_TO_DATE", 39L, "GONE", 40L, "FAILED", 40L, "IGNORED", 880L));
        assertThat(keys()).containsExactly("images/a.png", "zip/a.png.zip");
    }

    /** A key can have any characters. The ZIP's key is one byte longer than the image's, and S3 allows 1,024 bytes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "..a/.. /...",
                "\u0001\t\r\n\u001b[31m\u007f",
                "\u202e\u2028\ufeff",
                "+ %2F%00&=?#",
                "\\..\\c:",
                "Signature=cat",
                "AKIAHOLIDAY2026PHOTO",
                "k1013"
            })
    void zipsAnImageWithAnyKey(String text) throws IOException {
        String name = (text.equals("k1013") ? "k".repeat(1023 - 11) : text) + ".png";
        bucket.upload("images/" + name, IMAGE);
        String key = URLEncoder.encode("images/" + name, StandardCharsets.UTF_8);
        List<JsonNode> reports =
                function.deliver(event(without("eTag").replace("images/a.png", key)), Duration.ofMinutes(15));
        assertThat(reports)
                .extracting(report -> report.path("outcome").asText())
                .containsExactly("ZIPPED");
        assertThat(reports.get(0).path("key").asText()).isEqualTo("images/" + name);
        assertThat(reports.get(0).path("zipKey").asText()).isEqualTo("zip/" + name + ".zip");
        assertThat(keys()).containsExactlyInAnyOrder("images/" + name, "zip/" + name + ".zip");
        assertThat(function.logLines()).singleElement().asString().matches("[\\x20-\\x7E]*");
        byte[] zip = bucket.get("zip/" + name + ".zip").orElseThrow();
        String entry = name.substring(name.lastIndexOf('/') + 1).replaceAll("[\\\\:\\p{Cntrl}]", "_");
        assertThat(ZipVerifier.isZipOf(zip, entry, IMAGE)).isTrue();
    }

    /** No object can have this key; but if it were ignored, nobody would learn of an image that was not zipped. */
    @Test
    void failsForAKeyThatS3Refuses() {
        assertThatExceptionOfType(RecordsFailedException.class)
                .isThrownBy(() -> function.deliver(event(withKey("images/%00.png"))))
                .withMessageContaining("Status Code: 400");
        assertThat(function.logLines())
                .singleElement()
                .asString()
                .contains("FAILED")
                .matches("[\\x20-\\x7E]*");
    }
}
