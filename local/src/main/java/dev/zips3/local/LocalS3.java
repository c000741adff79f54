package dev.zips3.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.zips3.local.assembly.DeployedBucket;
import dev.zips3.local.assembly.Deployment;
import dev.zips3.local.assembly.TemplateException;
import dev.zips3.local.s3.event.Notifications;
import dev.zips3.local.s3.http.AccessKey;
import dev.zips3.local.s3.http.S3Endpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The lab's S3 without the function, in memory, for tests that run a function in their own process. It takes parts of
 * any size, so that thousands of multipart uploads are quick.
 */
public final class LocalS3 implements AutoCloseable {

    private final AccessKey accessKey = AccessKey.ofThisRun();
    private final Map<String, BlockingQueue<String>> events = new ConcurrentHashMap<>();
    private final DeployedBucket bucket;
    private final S3Endpoint endpoint;

    /**
     * Starts it with the bucket and the notification filters of a template.
     *
     * @param cloudAssembly a directory with {@code manifest.json}, as {@code cdk synth} writes it
     * @throws LabException if the template has no bucket that notifies one function, or has something the lab does not
     *     know
     * @throws IOException if a file cannot be read
     */
    public static LocalS3 start(Path cloudAssembly) throws IOException {
        try {
            return new LocalS3(Deployment.from(cloudAssembly).bucket());
        } catch (TemplateException e) {
            throw new LabException(e);
        }
    }

    private LocalS3(DeployedBucket bucket) throws IOException {
        this.bucket = bucket;
        this.endpoint = S3Endpoint.inMemory(
                bucket,
                accessKey,
                Clock.systemUTC(),
                new Notifications(bucket, (key, json) -> events(key).add(new String(json, UTF_8))));
    }

    public URI endpoint() {
        return endpoint.uri();
    }

    /** The name of the bucket that sends events. */
    public String bucket() {
        return bucket.name();
    }

    /** The lab's account, twelve digits. */
    public String bucketOwner() {
        return bucket.owner();
    }

    public String region() {
        return bucket.region();
    }

    public String accessKeyId() {
        return accessKey.id();
    }

    /** Another one in each run. */
    public String secretAccessKey() {
        return accessKey.secret();
    }

    /** A new client; the caller closes it. */
    public S3Client client() {
        return client(endpoint(), region(), accessKey);
    }

    static S3Client client(URI endpoint, String region, AccessKey accessKey) {
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(accessKey.id(), accessKey.secret())))
                .build();
    }

    /**
     * Waits for the next event of a key.
     *
     * @return JSON as S3 sends it to a function; each event is returned once, in order
     */
    public String awaitEvent(String key, Duration limit) throws InterruptedException, TimeoutException {
        String event = events(key).poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        if (event == null) {
            throw new TimeoutException("no event of " + key + " within " + limit);
        }
        return event;
    }

    private BlockingQueue<String> events(String key) {
        return events.computeIfAbsent(key, k -> new LinkedBlockingQueue<>());
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
