package dev.zips3.local;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gaul.s3proxy.BlobStores;

/** The local S3, whose conditional writes are exact under concurrency as those of S3 are, and the events it sends. */
public final class ExactS3 implements AutoCloseable {
    public static final String BUCKET = "proof-bucket";
    public static final String REGION = "us-west-2";
    public static final String OWNER = "123456789012";
    public static final String KEY_ID = "proof";
    public static final String SECRET = "a-secret-of-this-test";

    private static final NotificationRule RULE = new NotificationRule(
            "images",
            List.of("s3:ObjectCreated:*"),
            "images/",
            ".png",
            "arn:aws:lambda:" + REGION + ":" + OWNER + ":function:f:live");
    private static final DeployedBucket DEPLOYED =
            new DeployedBucket(BUCKET, REGION, OWNER, "BucketOwnerPreferred", PublicAccessBlock.ALL, List.of(RULE));

    private final Map<String, BlockingQueue<String>> events = new ConcurrentHashMap<>();
    private final S3EventJson json = new S3EventJson(DEPLOYED);
    private final S3Endpoint endpoint;

    /** Starts it, over memory. */
    public ExactS3() throws IOException {
        endpoint = new S3Endpoint(
                DEPLOYED,
                new SmallPartsStore(BlobStores.create("transient", new Properties())),
                0,
                new AccessKey(KEY_ID, SECRET),
                Clock.systemUTC(),
                this::tell);
    }

    private void tell(ObjectEvent event) {
        if (RULE.matches(event.eventName(), event.key())) {
            eventsOf(event.key()).add(new String(json.render(RULE, event), StandardCharsets.UTF_8));
        }
    }

    public URI uri() {
        return endpoint.uri();
    }

    /** The next change of the key, as S3 tells it; waited for, since events come after the answer. */
    public String event(String key) {
        try {
            String event = eventsOf(key).poll(30, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no event of " + key);
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private BlockingQueue<String> eventsOf(String key) {
        return events.computeIfAbsent(key, k -> new LinkedBlockingQueue<>());
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
