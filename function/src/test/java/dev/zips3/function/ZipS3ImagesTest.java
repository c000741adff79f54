package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.zips3.function.s3.PartSize;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Request;

final class ZipS3ImagesTest {

    private static final Settings SETTINGS = new Settings("handler", "123456789012", "images/", ".png", "zip/");

    @RegisterExtension
    static final S3Server SERVER = new S3Server();

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @BeforeAll
    static void createBucket() {
        SERVER.client().createBucket(r -> r.bucket(SETTINGS.bucket()));
    }

    @AfterAll
    static void emptyBucket() {
        S3Client s3 = SERVER.client();
        s3.listObjectsV2(r -> r.bucket(SETTINGS.bucket()))
                .contents()
                .forEach(o -> s3.deleteObject(r -> r.bucket(SETTINGS.bucket()).key(o.key())));
    }

    private ZipS3Images function(S3Client s3, Clock clock) {
        PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
        return new ZipS3Images(SETTINGS, s3, PartSize.forThisHeap(), out, clock);
    }

    /** Returns the response. */
    private String handle(S3Client s3, String event) throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        function(s3, Clock.systemUTC())
                .handleRequest(json(event), response, new Invocation("request-1", Duration.ofMinutes(5)));
        return response.toString(StandardCharsets.UTF_8);
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

    private List<String> lines() {
        return log.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private List<String> outcomes() {
        return lines().stream()
                .map(line -> line.replaceFirst(".*\"outcome\":\"(\\w+)\".*", "$1"))
                .toList();
    }

    @Test
    void zipsAnImageWhoseKeyS3Encoded() throws IOException {
        handle(SERVER.client(), event(uploaded("images/a b+%ü😀.png", "images/a+b%2B%25%C3%BC%F0%9F%98%80.png")));
        assertThat(outcomes()).containsExactly("ZIPPED");
        long size = SERVER.client()
                .headObject(r -> r.bucket(SETTINGS.bucket()).key("zip/a b+%ü😀.png.zip"))
                .contentLength();
        assertThat(lines().get(0)).contains("\"bytesIn\":3,\"bytesOut\":" + size + ",");
    }

    @Test
    void givesEachRecordAnOutcomeAndALine() throws IOException {
        String deleted = record("ObjectCreated:Put", SETTINGS.bucket(), "images/none.png", "e");
        handle(
                SERVER.client(),
                event(uploaded("images/1.png", "images/1.png"), deleted, uploaded("images/2.png", "images/2.png")));
        assertThat(outcomes()).containsExactly("ZIPPED", "GONE", "ZIPPED");
        assertThat(lines()).allMatch(line -> line.contains("\"requestId\":\"request-1\""));
    }

    /** S3 never encodes a key so; a key with U+FFFD names no object. */
    @Test
    void reportsAKeyOfMalformedUtf8AsGone() throws IOException {
        handle(SERVER.client(), event(record("ObjectCreated:Put", SETTINGS.bucket(), "images/%C3.png", "")));
        assertThat(outcomes()).containsExactly("GONE");
        assertThat(lines().get(0)).contains("\"key\":\"images/\\uFFFD.png\"");
    }

    @Test
    void triesEveryRecordAndThenFailsTheInvocation() throws IOException {
        S3Client broken = new DelegatingS3Client(SERVER.client()) {
            @Override
            public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
                if (request.key().contains("broken")) {
                    throw SdkClientException.create("no answer for " + request.key() + "\n{Signature=f00d}");
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
                .withMessageStartingWith("2 of 3 records failed, the first: "
                        + "software.amazon.awssdk.core.exception.SdkClientException: no answer for images/broken1.png")
                .satisfies(e -> {
                    assertThat(e.getSuppressed()).hasSize(1);
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace, true));
                    assertThat(trace.toString()).contains("images/broken2.png").doesNotContain("f00d", "\n{");
                });
        assertThat(outcomes()).containsExactly("FAILED", "ZIPPED", "FAILED");
        assertThat(lines().get(2)).contains("no answer for images/broken2.png").doesNotContain("f00d");
    }

    @Test
    void ignoresEventsWithoutRecords() throws IOException {
        List<String> events = List.of(
                "{\"Event\":\"s3:TestEvent\"}", event(), "{\"Records\":null}", "{\"Records\":{}}", "null", "[]", "");
        for (String event : events) {
            handle(SERVER.client(), event);
        }
        assertThat(outcomes()).hasSameSizeAs(events).containsOnly("IGNORED");
        assertThat(lines()).allMatch(line -> line.contains("s3:TestEvent"));
    }

    @Test
    void ignoresRecordsThatAreNotAboutAnUploadedImage() throws IOException {
        String bucket = SETTINGS.bucket();
        handle(
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
        assertThat(outcomes()).hasSize(10).containsOnly("IGNORED");
        assertThat(lines()).allMatch(line -> line.contains("\"level\":\"WARN\""));
        assertThat(lines().get(4)).contains("\"reason\":\"the bucket is another, not handler\"");
        assertThat(lines().get(6))
                .contains("\"key\":\"images/%zz.png\"")
                .contains("\"reason\":\"the key is not URL-encoded\"");
        assertThat(lines().get(8)).contains("\"key\":\"images/a.PNG\"");
    }

    @Test
    void respondsWithTheLogLines() throws IOException {
        String response = handle(SERVER.client(), event(uploaded("images/ü.png", "images/ü.png"), "null"));
        assertThat(lines()).hasSize(2);
        assertThat(response).isEqualTo("[" + String.join(",", lines()) + "]");
    }

    @Test
    void failsAnEventThatIsNotJson() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> handle(SERVER.client(), "{\"Records\":[{\"s3\":\n"))
                .withMessage("the event is not JSON");
        assertThat(lines()).isEmpty();
    }

    /** All records share the invocation's time: 100 s, of which the last 12 are the reserve for an abort. */
    @Test
    void limitsEveryRequestByTheRemainingTimeOfTheInvocation() throws IOException {
        StoppedClock clock = new StoppedClock();
        List<String> limits = new ArrayList<>();
        S3Client slow = new DelegatingS3Client(SERVER.client()) {
            @Override
            protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
                Duration limit = request.overrideConfiguration()
                        .flatMap(RequestOverrideConfiguration::apiCallTimeout)
                        .orElse(null);
                limits.add(request.getClass().getSimpleName() + " " + limit);
                clock.pass(Duration.ofSeconds(10));
                return super.invokeOperation(request, operation);
            }
        };
        String event = event(uploaded("images/3.png", "images/3.png"), uploaded("images/4.png", "images/4.png"));
        function(slow, clock)
                .handleRequest(
                        json(event),
                        OutputStream.nullOutputStream(),
                        new Invocation("request-1", Duration.ofSeconds(100)));
        assertThat(outcomes()).containsExactly("ZIPPED", "ZIPPED");
        assertThat(limits)
                .containsExactly(
                        "GetObjectRequest PT1M28S",
                        "PutObjectRequest PT1M18S",
                        "GetObjectRequest PT1M8S",
                        "PutObjectRequest PT58S");
    }

    @Test
    void failsARecordThatHasNoTimeLeft() throws IOException {
        StoppedClock clock = new StoppedClock();
        S3Client slow = new DelegatingS3Client(SERVER.client()) {
            @Override
            public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
                PutObjectResponse response = super.putObject(request, body);
                clock.pass(Duration.ofSeconds(88));
                return response;
            }
        };
        String event = event(uploaded("images/5.png", "images/5.png"), uploaded("images/6.png", "images/6.png"));
        assertThatExceptionOfType(RecordsFailedException.class)
                .isThrownBy(() -> function(slow, clock)
                        .handleRequest(
                                json(event),
                                OutputStream.nullOutputStream(),
                                new Invocation("request-1", Duration.ofSeconds(100))))
                .withMessageContaining("1 of 2 records failed")
                .withMessageContaining("OutOfTimeException");
        assertThat(outcomes()).containsExactly("ZIPPED", "FAILED");
    }
}
