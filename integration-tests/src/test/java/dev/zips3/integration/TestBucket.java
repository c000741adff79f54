package dev.zips3.integration;

import dev.zips3.local.ExactS3;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The S3 of a test: what its user does with it, and what is found in it afterwards. */
final class TestBucket implements AutoCloseable {

    static final Settings SETTINGS = new Settings(ExactS3.BUCKET, ExactS3.OWNER, "images/", ".png", "zip/");

    private final ExactS3 server;
    private final S3Client user;

    TestBucket() throws IOException {
        server = new ExactS3();
        user = client(server.uri(), Duration.ofSeconds(60));
    }

    URI uri() {
        return server.uri();
    }

    S3Client user() {
        return user;
    }

    /** As the function's own, but that it does not wait before it repeats, and never tires of it. */
    static S3Client client(URI endpoint, Duration socketTimeout) {
        RetryStrategy atOnce = AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .backoffStrategy(BackoffStrategy.retryImmediately())
                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                .circuitBreakerEnabled(false)
                .build();
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(socketTimeout))
                .region(Region.of(ExactS3.REGION))
                .endpointOverride(endpoint)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ExactS3.KEY_ID, ExactS3.SECRET)))
                .overrideConfiguration(c -> c.retryStrategy(atOnce))
                .build();
    }

    /** Uploads and returns the event that tells of it. */
    String upload(String key, byte[] content) {
        user.putObject(r -> r.bucket(ExactS3.BUCKET).key(key), RequestBody.fromBytes(content));
        return server.event(key);
    }

    void delete(String key) {
        user.deleteObject(r -> r.bucket(ExactS3.BUCKET).key(key));
    }

    Optional<ResponseBytes<GetObjectResponse>> get(String key) {
        try {
            return Optional.of(
                    user.getObjectAsBytes(r -> r.bucket(ExactS3.BUCKET).key(key)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    List<MultipartUpload> openUploads(String key) {
        return user.listMultipartUploads(r -> r.bucket(ExactS3.BUCKET)).uploads().stream()
                .filter(upload -> upload.key().equals(key))
                .toList();
    }

    void abort(MultipartUpload upload) {
        user.abortMultipartUpload(
                r -> r.bucket(ExactS3.BUCKET).key(upload.key()).uploadId(upload.uploadId()));
    }

    static byte[] noise(int length, long seed) {
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
