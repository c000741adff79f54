package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3BucketEntity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3Entity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3ObjectEntity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
        return new ZipS3Images(SETTINGS, s3, PartSize.forThisHeap(), new RecordLog(out), Clock.systemUTC());
    }

    private List<Map<String, Object>> handle(S3Client s3, S3Event event) {
        return function(s3).handleRequest(event, new Invocation("request-1", Duration.ofMinutes(5)));
    }

    private static S3EventNotificationRecord record(String eventName, String bucket, String encodedKey, String eTag) {
        S3Entity s3 = new S3Entity(
                "configuration",
                new S3BucketEntity(bucket, null, "arn:aws:s3:::" + bucket),
                new S3ObjectEntity(encodedKey, 3L, eTag, "", "01"),
                "1.0");
        return new S3EventNotificationRecord(
                "us-west-2", eventName, "aws:s3", "2026-01-02T03:04:05.678Z", "2.1", null, null, s3, null);
    }

    private static S3EventNotificationRecord uploaded(String key, String encodedKey) {
        String eTag = SERVER.client()
                .putObject(r -> r.bucket(SETTINGS.bucket()).key(key), RequestBody.fromString("png"))
                .eTag();
        return record("ObjectCreated:Put", SETTINGS.bucket(), encodedKey, eTag.replace("\"", ""));
    }

    private static S3Event event(S3EventNotificationRecord... records) {
        return new S3Event(Arrays.asList(records));
    }

    private static List<Object> outcomes(List<Map<String, Object>> reports) {
        return reports.stream().map(report -> report.get("outcome")).toList();
    }

    private List<String> lines() {
        return log.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void decodesTheKeyAsS3EncodedIt() {
        List<Map<String, Object>> reports = handle(
                SERVER.client(), event(uploaded("images/a b+%ü😀.png", "images/a+b%2B%25%C3%BC%F0%9F%98%80.png")));
        assertThat(outcomes(reports)).containsExactly("ZIPPED");
        assertThat(SERVER.client()
                        .headObject(r -> r.bucket(SETTINGS.bucket()).key("zip/a b+%ü😀.png.zip"))
                        .contentLength())
                .isEqualTo(reports.get(0).get("bytesOut"));
    }

    @Test
    void givesEveryRecordItsOwnOutcomeAndLine() {
        S3EventNotificationRecord deleted = record("ObjectCreated:Put", SETTINGS.bucket(), "images/none.png", "e");
        List<Map<String, Object>> reports = handle(
                SERVER.client(),
                event(uploaded("images/1.png", "images/1.png"), deleted, uploaded("images/2.png", "images/2.png")));
        assertThat(outcomes(reports)).containsExactly("ZIPPED", "GONE", "ZIPPED");
        assertThat(lines()).hasSize(3).allMatch(line -> line.contains("\"requestId\":\"request-1\""));
    }

    @Test
    void triesEveryRecordAndThenFailsTheInvocation() {
        S3Client broken = new DelegatingS3Client(SERVER.client()) {
            @Override
            public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
                if (request.key().contains("broken")) {
                    throw SdkClientException.create("no answer for " + request.key());
                }
                return super.getObject(request, transformer);
            }
        };
        S3Event event = event(
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
    void toleratesEventsWithoutRecords() {
        List<S3Event> events = new ArrayList<>(List.of(new S3Event(null), new S3Event(List.of())));
        events.add(null);
        for (S3Event event : events) {
            assertThat(outcomes(handle(SERVER.client(), event))).containsExactly("IGNORED");
        }
        assertThat(lines()).hasSize(3).allMatch(line -> line.contains("s3:TestEvent"));
    }

    @Test
    void ignoresWhatIsNotAnImageOfOurs() {
        String bucket = SETTINGS.bucket();
        List<Map<String, Object>> reports = handle(
                SERVER.client(),
                event(
                        null,
                        new S3EventNotificationRecord(
                                "us-west-2",
                                null,
                                "aws:sns",
                                "2026-01-02T03:04:05.678Z",
                                "2.1",
                                null,
                                null,
                                null,
                                null),
                        record("ObjectRemoved:Delete", bucket, "images/a.png", "e"),
                        record(null, bucket, "images/a.png", "e"),
                        record("ObjectCreated:Put", "another", "images/a.png", "e"),
                        record("ObjectCreated:Put", bucket, null, "e"),
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
}
