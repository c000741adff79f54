package dev.zips3.local.s3.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.zips3.local.assembly.DeployedBucket;
import dev.zips3.local.assembly.NotificationRule;
import dev.zips3.local.s3.http.TestS3;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads the events with AWS's own classes, as a function does. */
class NotificationsTest {
    private final List<byte[]> delivered = new ArrayList<>();
    private final Notifications notifications = new Notifications(TestS3.BUCKET, (key, json) -> delivered.add(json));

    @Test
    void sendsJsonThatAwsClassesRead() {
        notifications.accept(created("images/a b+c%ü🖼.png"));

        S3EventNotificationRecord read = onlyRecord();
        assertThat(read.getEventVersion()).isEqualTo("2.1");
        assertThat(read.getEventSource()).isEqualTo("aws:s3");
        assertThat(read.getAwsRegion()).isEqualTo("eu-central-1");
        assertThat(read.getEventName()).isEqualTo("ObjectCreated:Put");
        assertThat(read.getUserIdentity().getPrincipalId()).isEqualTo("AWS:123456789012");
        assertThat(read.getRequestParameters().getSourceIPAddress()).isEqualTo("127.0.0.1");
        assertThat(read.getResponseElements().getxAmzRequestId()).isNotBlank();
        assertThat(read.getS3().getS3SchemaVersion()).isEqualTo("1.0");
        assertThat(read.getS3().getConfigurationId()).isEqualTo("images");
        assertThat(read.getS3().getBucket().getName()).isEqualTo("lab-bucket");
        assertThat(read.getS3().getBucket().getArn()).isEqualTo("arn:aws:s3:::lab-bucket");
        assertThat(read.getS3().getBucket().getOwnerIdentity().getPrincipalId()).isEqualTo("123456789012");
        assertThat(read.getS3().getObject().getKey()).isEqualTo("images/a+b%2Bc%25%C3%BC%F0%9F%96%BC.png");
        assertThat(read.getS3().getObject().getUrlDecodedKey()).isEqualTo("images/a b+c%ü🖼.png");
        assertThat(read.getS3().getObject().getSizeAsLong()).isEqualTo(5_000_000_000L);
        assertThat(read.getS3().getObject().geteTag()).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
        assertThat(read.getS3().getObject().getVersionId()).isNullOrEmpty();
        assertThat(read.getS3().getObject().getSequencer()).isEqualTo("00188D2A4F0B1C2D3E");
    }

    @Test
    void writesThreeDigitsOfASecond() {
        notifications.accept(created("images/a.png"));

        assertThat(new String(delivered.get(0), StandardCharsets.UTF_8)).contains("\"2026-01-01T00:00:00.120Z\"");
    }

    @Test
    void sendsOnlyEventsThatARuleMatches() {
        notifications.accept(created("other/a.png"));
        notifications.accept(created("images/a.txt"));
        notifications.accept(new ObjectEvent(
                "ObjectRemoved:Delete", Instant.EPOCH, "lab-bucket", "images/a.png", null, null, null, "00"));
        notifications.accept(new ObjectEvent(
                "ObjectCreated:Put", Instant.EPOCH, "another-bucket", "images/a.png", 1L, "e", null, "00"));

        assertThat(delivered).isEmpty();
    }

    @Test
    void sendsDeletesWithoutSizeAndETag() {
        NotificationRule removals = new NotificationRule("gone", List.of("s3:ObjectRemoved:*"), "", "", "arn");
        DeployedBucket bucket = TestS3.bucket("ObjectWriter", List.of(removals));

        new Notifications(bucket, (key, json) -> delivered.add(json))
                .accept(new ObjectEvent(
                        "ObjectRemoved:Delete", Instant.EPOCH, "lab-bucket", "a", null, null, null, "00AB"));

        assertThat(new String(delivered.get(0), StandardCharsets.UTF_8))
                .endsWith("\"object\":{\"key\":\"a\",\"sequencer\":\"00AB\"}}}]}");
        assertThat(onlyRecord().getS3().getConfigurationId()).isEqualTo("gone");
    }

    private S3EventNotificationRecord onlyRecord() {
        assertThat(delivered).hasSize(1);
        S3Event event = LambdaEventSerializers.serializerFor(S3Event.class, S3Event.class.getClassLoader())
                .fromJson(new String(delivered.get(0), StandardCharsets.UTF_8));
        assertThat(event.getRecords()).hasSize(1);
        return event.getRecords().get(0);
    }

    private static ObjectEvent created(String key) {
        return new ObjectEvent(
                "ObjectCreated:Put",
                Instant.parse("2026-01-01T00:00:00.120Z"),
                "lab-bucket",
                key,
                5_000_000_000L,
                "d41d8cd98f00b204e9800998ecf8427e",
                null,
                "00188D2A4F0B1C2D3E");
    }
}
