package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.zips3.function.s3.PartSize;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

final class ZipS3ImagesTest {

    private static final Settings SETTINGS = new Settings("handler", "123456789012", "images/", ".png", "zip/");

    @RegisterExtension
    static final S3Server SERVER = new S3Server();

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @BeforeAll
    static void bucket() {
        SERVER.client().createBucket(r -> r.bucket(SETTINGS.bucket()));
    }

    @AfterAll
    static void emptied() {
        S3Client s3 = SERVER.client();
        s3.listObjectsV2(r -> r.bucket(SETTINGS.bucket()))
                .contents()
                .forEach(o -> s3.deleteObject(r -> r.bucket(SETTINGS.bucket()).key(o.key())));
    }

    private ZipS3Images function(S3Client s3) {
        PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
        return new ZipS3Images(SETTINGS, s3, PartSize.forThisHeap(), out, Clock.systemUTC());
    }

    private List<Map<String, Object>> handle(S3Client s3, String event) throws IOException {
        return function(s3).handle(json(event), new Invocation("request-1", Duration.ofMinutes(5)));
    }

    private static InputStream json(String event) {
        return new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
    }

    private static String record(String eventName, String bucket, String encodedKey, String eTag) {
        return """
                {"eventName":"%s","s3":{"bucket":{"name":"%s"},
                "object":{"key":"%s","size":3,"eTag":"%s","versionId":"","sequencer":"01"}}}
                """.formatted(eventName, bucket, encodedKey, eTag);
    }

    private static String uploaded(String key, String encodedKey) {
        String eTag = SERVER.client()
                .putObject(r -> r.bucket(SETTINGS.bucket()).key(key), RequestBody.fromString("png"))
                .eTag();
        return record("ObjectCreated:Put", SETTINGS.bucket(), encodedKey, eTag.replace("\"", ""));
    }

    private static String event(String... records) {
        return "{\"Records\":[" + String.join(",", records) + "]}";
    }

    private static List<Object> outcomes(List<Map<String, Object>> reports) {
        return reports.stream().map(report -> report.get("outcome")).toList();
    }

    private List<String> lines() {
        return log.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void decodesTheKeyAsS3EncodedIt() throws IOException {
        List<Map<String, Object>> reports = handle(
                SERVER.client(), event(uploaded("images/a b+%ü😀.png", "images/a+b%2B%25%C3%BC%F0%9F%98%80.png")));
        assertThat(outcomes(reports)).containsExactly("ZIPPED");
        assertThat(SERVER.client()
                        .headObject(r -> r.bucket(SETTINGS.bucket()).key("zip/a b+%ü😀.png.zip"))
                        .contentLength())
                .isEqualTo(reports.get(0).get("bytesOut"));
    }

    @Test
    void givesEveryRecordItsOwnOutcomeAndLine() throws IOException {
        String deleted = record("ObjectCreated:Put", SETTINGS.bucket(), "images/none.png", "e");
        List<Map<String, Object>> reports = handle(
                SERVER.client(),
                event(uploaded("images/1.png", "images/1.png"), deleted, uploaded("images/2.png", "images/2.png")));
        assertThat(outcomes(reports)).containsExactly("ZIPPED", "GONE", "ZIPPED");
        assertThat(lines()).hasSize(3).allMatch(line -> line.contains("\"requestId\":\"request-1\""));
    }

    @Test
    void triesEveryRecordAndThenFailsTheInvocation() throws IOException {
        S3Client broken = new DelegatingS3Client(SERVER.client()) {
            @Override
            public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
                if (request.key().contains("broken")) {
                    throw SdkClientException.create("no answer for " + request.key());
                }
                return super.getObject(request, transformer);
            }
        };
        String event = event(
                uploaded("images/broken1.png", "images/broken1.png"),
                uploaded("images/whole.png", "images/whole.png"),
                uploaded("images/broken2.png", "images/broken2.png"));
        assertThatExceptionOfType(RecordsFailedException.class)
                .isThrownBy(() -> handle(broken, event))
                .withMessageContaining("2 of 3 records failed")
                .withMessageContaining("no answer for images/broken1.png")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(lines()).hasSize(3);
        assertThat(lines().get(1)).contains("ZIPPED");
        assertThat(lines().get(2)).contains("FAILED").contains("no answer for images/broken2.png");
    }

    @Test
    void toleratesEventsWithoutRecords() throws IOException {
        List<String> events = List.of(
                "{\"Event\":\"s3:TestEvent\"}", event(), "{\"Records\":null}", "{\"Records\":{}}", "null", "[]", "");
        for (String event : events) {
            assertThat(outcomes(handle(SERVER.client(), event))).as(event).containsExactly("IGNORED");
        }
        assertThat(lines()).hasSameSizeAs(events).allMatch(line -> line.contains("s3:TestEvent"));
    }

    @Test
    void ignoresWhatIsNotAnImageOfOurs() throws IOException {
        String bucket = SETTINGS.bucket();
        List<Map<String, Object>> reports = handle(
                SERVER.client(),
                event(
                        "null",
                        "{\"EventSource\":\"aws:sns\",\"Sns\":{}}",
                        record("ObjectRemoved:Delete", bucket, "images/a.png", "e"),
                        record("", bucket, "images/a.png", "e"),
                        record("ObjectCreated:Put", "another", "images/a.png", "e"),
                        "{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"handler\"}}}",
                        record("ObjectCreated:Put", bucket, "images/%zz.png", "e"),
                        record("ObjectCreated:Put", bucket, "elsewhere/a.png", "e"),
                        record("ObjectCreated:Put", bucket, "images/a.PNG", "e"),
                        record("ObjectCreated:Put", bucket, "zip/a.png.zip", "e")));
        assertThat(outcomes(reports)).hasSize(10).containsOnly("IGNORED");
        assertThat(lines()).hasSize(10).allMatch(line -> line.contains("\"level\":\"WARN\""));
        assertThat(reports.get(4).get("reason")).isEqualTo("the bucket is another, not handler");
        assertThat(reports.get(6).get("reason")).asString().startsWith("the key is not URL-encoded");
        assertThat(reports.get(8).get("key")).isEqualTo("images/a.PNG");
    }

    @Test
    void answersWithWhatTheLogSays() throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        function(SERVER.client())
                .handleRequest(
                        json(event(uploaded("images/ü.png", "images/ü.png"), "null")),
                        response,
                        new Invocation("request-1", Duration.ofMinutes(5)));
        assertThat(response.toString(StandardCharsets.UTF_8)).isEqualTo("[" + String.join(",", lines()) + "]");
    }

    @Test
    void failsWhatIsNotJson() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> handle(SERVER.client(), "{\"Records\":[{\"s3\":\n"))
                .withMessage("the event is not JSON");
        assertThat(lines()).isEmpty();
    }
}
