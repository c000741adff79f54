package dev.zips3.local.s3.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.zips3.local.assembly.DeployedBucket;
import dev.zips3.local.assembly.NotificationRule;
import dev.zips3.local.assembly.PublicAccessBlock;
import dev.zips3.local.s3.event.ObjectEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** A running endpoint, a client for it, and the events that it sent. */
public final class TestS3 implements AutoCloseable {
    public static final String OWNER = "123456789012";
    static final AccessKey ACCESS_KEY = new AccessKey("local", "a-secret-of-this-test");
    static final NotificationRule RULE = new NotificationRule(
            "images",
            List.of("s3:ObjectCreated:*"),
            "images/",
            ".png",
            "arn:aws:lambda:eu-central-1:1:function:f:live");
    public static final DeployedBucket BUCKET = bucket("BucketOwnerPreferred", List.of(RULE));

    private final BlockingQueue<ObjectEvent> heard = new LinkedBlockingQueue<>();
    private final S3Endpoint endpoint;
    private final S3Client client;

    /** A bucket whose template sets nothing else. */
    public static DeployedBucket bucket(String objectOwnership, List<NotificationRule> rules) {
        return new DeployedBucket(
                "lab-bucket",
                "eu-central-1",
                OWNER,
                objectOwnership,
                PublicAccessBlock.ALL,
                rules,
                Optional.empty(),
                JsonNodeFactory.instance.objectNode());
    }

    /** Starts an endpoint in memory. */
    public TestS3() throws IOException {
        endpoint = S3Endpoint.inMemory(BUCKET, ACCESS_KEY, Clock.systemUTC(), heard::add);
        client = client(ACCESS_KEY).build();
    }

    public TestS3(Path directory) throws IOException {
        this(directory, BUCKET, event -> {});
    }

    public TestS3(Path directory, DeployedBucket bucket, Consumer<ObjectEvent> listener) throws IOException {
        Consumer<ObjectEvent> hear = heard::add;
        endpoint = S3Endpoint.onDisk(bucket, directory, 0, ACCESS_KEY, Clock.systemUTC(), hear.andThen(listener));
        client = client(ACCESS_KEY).build();
    }

    public S3Client client() {
        return client;
    }

    URI uri() {
        return endpoint.uri();
    }

    public S3ClientBuilder client(AccessKey accessKey) {
        return S3Client.builder()
                .endpointOverride(uri())
                .region(Region.of(BUCKET.region()))
                .credentialsProvider(credentials(accessKey))
                .httpClientBuilder(UrlConnectionHttpClient.builder());
    }

    static AwsCredentialsProvider credentials(AccessKey accessKey) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey.id(), accessKey.secret()));
    }

    /** Returns the eTag of the new object. */
    String put(String key, String content) {
        return client.putObject(
                        request -> request.bucket(BUCKET.name()).key(key),
                        RequestBody.fromString(content, StandardCharsets.UTF_8))
                .eTag();
    }

    public String get(String key) {
        return client.getObjectAsBytes(request -> request.bucket(BUCKET.name()).key(key))
                .asUtf8String();
    }

    /** Waits for the next event. */
    public ObjectEvent event() {
        try {
            ObjectEvent event = heard.poll(30, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no event");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
        endpoint.close();
    }
}
