package dev.zips3.local.s3.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.zips3.local.assembly.DeployedBucket;
import dev.zips3.local.assembly.NotificationRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Renders an event as S3 sends it: the <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">message
 * structure</a>, version 2.1.
 */
final class S3EventJson {
    /** Writes three digits of a second; {@code Instant.toString} drops zeros. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final ObjectMapper json = new ObjectMapper();
    private final DeployedBucket bucket;

    S3EventJson(DeployedBucket bucket) {
        this.bucket = bucket;
    }

    byte[] render(NotificationRule rule, ObjectEvent event) {
        ObjectNode message = json.createObjectNode();
        ObjectNode s3Record = message.putArray("Records").addObject();
        s3Record.put("eventVersion", "2.1");
        s3Record.put("eventSource", "aws:s3");
        s3Record.put("awsRegion", bucket.region());
        s3Record.put("eventTime", TIME.format(event.time()));
        s3Record.put("eventName", event.eventName());
        s3Record.putObject("userIdentity").put("principalId", "AWS:" + bucket.owner());
        s3Record.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
        s3Record.putObject("responseElements")
                .put("x-amz-request-id", event.sequencer())
                .put("x-amz-id-2", event.sequencer());
        ObjectNode s3 = s3Record.putObject("s3");
        s3.put("s3SchemaVersion", "1.0").put("configurationId", rule.id());
        ObjectNode s3Bucket = s3.putObject("bucket").put("name", event.bucket());
        s3Bucket.putObject("ownerIdentity").put("principalId", bucket.owner());
        s3Bucket.put("arn", bucket.arn());
        putObject(s3.putObject("object"), event);
        try {
            return json.writeValueAsBytes(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void putObject(ObjectNode object, ObjectEvent event) {
        object.put("key", encode(event.key()));
        if (event.size() != null) {
            object.put("size", event.size());
        }
        if (event.eTag() != null) {
            object.put("eTag", event.eTag());
        }
        if (event.versionId() != null) {
            object.put("versionId", event.versionId());
        }
        object.put("sequencer", event.sequencer());
    }

    /** Encodes as an HTML form does, except the slash, which S3 does not encode. */
    private static String encode(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    }
}
