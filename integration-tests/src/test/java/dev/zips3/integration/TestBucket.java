package dev.zips3.integration;

import dev.zips3.function.Settings;
import dev.zips3.local.LocalS3;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** A bucket of the local S3: what its user does with it, and what a test finds in it afterwards. */
public final class TestBucket implements AutoCloseable {

    /** The name that the assembly in this module's resources gives the bucket. */
    public static final String NAME = "test-bucket";

    private static final Path ASSEMBLY = Path.of("src/test/resources/assembly");
    private static final Duration EVENT_LIMIT = Duration.ofSeconds(30);

    private final LocalS3 server;
    private final S3Client user;

    public TestBucket() throws IOException {
        server = LocalS3.start(ASSEMBLY);
        user = clientAt(server.endpoint(), Duration.ofSeconds(60));
    }

    public URI endpoint() {
        return server.endpoint();
    }

    /** The user's client; it is closed with the bucket. */
    public S3Client user() {
        return user;
    }

    public String owner() {
        return server.bucketOwner();
    }

    public String secretAccessKey() {
        return server.secretAccessKey();
    }

    public Settings settings() {
        return new Settings(NAME, owner(), "images/", ".png", "zip/");
    }

    /** The environment variables with which the function finds this bucket. */
    public Map<String, String> environment(URI endpoint) {
        return Map.of(
                "AWS_ENDPOINT_URL_S3",
                endpoint.toString(),
                "AWS_REGION",
                server.region(),
                "AWS_ACCESS_KEY_ID",
                server.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY",
                server.secretAccessKey(),
                Settings.BUCKET,
                NAME,
                Settings.BUCKET_OWNER,
                owner(),
                Settings.IMAGE_PREFIX,
                "images/",
                Settings.IMAGE_SUFFIX,
                ".png",
                Settings.ZIP_PREFIX,
                "zip/");
    }

    /** A client that retries as the function's own does, but at once and without a limit on all retries together. */
    public S3Client clientAt(URI endpoint, Duration socketTimeout) {
        RetryStrategy immediate = AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .backoffStrategy(BackoffStrategy.retryImmediately())
                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                .circuitBreakerEnabled(false)
                .build();
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(socketTimeout))
                .region(Region.of(server.region()))
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey())))
                .overrideConfiguration(c -> c.retryStrategy(immediate))
                .build();
    }

    /** Uploads an image and returns the event that the bucket sends. */
    public String upload(String key, byte[] content) {
        user.putObject(r -> r.bucket(NAME).key(key), RequestBody.fromBytes(content));
        try {
            return server.awaitEvent(key, EVENT_LIMIT);
        } catch (TimeoutException e) {
            throw new AssertionError("the bucket sent no event of " + key, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the event of " + key, e);
        }
    }

    public void delete(String key) {
        user.deleteObject(r -> r.bucket(NAME).key(key));
    }

    public Optional<byte[]> get(String key) {
        try {
            return Optional.of(
                    user.getObjectAsBytes(r -> r.bucket(NAME).key(key)).asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    public List<MultipartUpload> openUploads(String key) {
        return user.listMultipartUploads(r -> r.bucket(NAME)).uploads().stream()
                .filter(upload -> upload.key().equals(key))
                .toList();
    }

    public void abort(MultipartUpload upload) {
        user.abortMultipartUpload(r -> r.bucket(NAME).key(upload.key()).uploadId(upload.uploadId()));
    }

    /** Returns random bytes; like the pixels of a PNG they do not compress. */
    public static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        user.close();
        server.close();
    }
}
