package dev.zips3.local.s3.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zips3.local.s3.store.ObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A CompleteMultipartUpload that takes longer than the socket timeout of its client. */
class SlowResponseTest {
    private static final String BUCKET = TestS3.BUCKET.name();
    private static final Duration KEEP_ALIVE = Duration.ofMillis(20);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration SLOW = Duration.ofMillis(1_500);

    private final SlowClock clock = new SlowClock();
    private final Completions completions = new Completions();
    private S3Endpoint endpoint;
    private S3Client client;

    @BeforeEach
    void start() throws IOException {
        endpoint = new S3Endpoint(
                TestS3.BUCKET,
                ObjectStore.inMemory(clock, event -> {}),
                0,
                TestS3.ACCESS_KEY,
                Clock.systemUTC(),
                KEEP_ALIVE);
        client = S3Client.builder()
                .endpointOverride(endpoint.uri())
                .region(Region.of(TestS3.BUCKET.region()))
                .credentialsProvider(TestS3.credentials(TestS3.ACCESS_KEY))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(TIMEOUT))
                .overrideConfiguration(override -> override.addExecutionInterceptor(completions))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        endpoint.close();
    }

    @Test
    void succeedsAtTheFirstAttemptAndIfItIsRepeated() throws Exception {
        UploadedPart upload = upload();
        clock.slow = true;
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> upload.complete(null));
        assertThat(clock.asked.await(30, TimeUnit.SECONDS)).isTrue();

        String second = upload.complete(null);

        assertThat(second).isEqualTo(first.get(30, TimeUnit.SECONDS));
        assertThat(client.headObject(request -> request.bucket(BUCKET).key("a")).eTag())
                .isEqualTo(second);
        assertThat(completions.attempts).hasValue(2);
    }

    @Test
    void reportsALateErrorInTheDocument() throws Exception {
        UploadedPart winner = upload();
        UploadedPart loser = upload();
        clock.slow = true;
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> winner.complete("*"));
        assertThat(clock.asked.await(30, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> loser.complete("*")).isInstanceOfSatisfying(S3Exception.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("PreconditionFailed");
            assertThat(e.awsErrorDetails().sdkHttpResponse().statusCode()).isEqualTo(200);
        });
        assertThat(first.get(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(completions.attempts).hasValue(2);
    }

    /** Counts the requests to complete an upload, with those that the SDK repeats. */
    private static final class Completions implements ExecutionInterceptor {
        private final AtomicInteger attempts = new AtomicInteger();

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            if (context.request() instanceof CompleteMultipartUploadRequest) {
                attempts.incrementAndGet();
            }
        }
    }

    private record UploadedPart(S3Client client, String id, CompletedPart part) {
        String complete(String ifNoneMatch) {
            return client.completeMultipartUpload(request -> request.bucket(BUCKET)
                            .key("a")
                            .uploadId(id)
                            .ifNoneMatch(ifNoneMatch)
                            .multipartUpload(upload -> upload.parts(part)))
                    .eTag();
        }
    }

    private UploadedPart upload() {
        String id = client.createMultipartUpload(
                        request -> request.bucket(BUCKET).key("a"))
                .uploadId();
        String eTag = client.uploadPart(
                        request -> request.bucket(BUCKET).key("a").uploadId(id).partNumber(1),
                        RequestBody.fromString("content"))
                .eTag();
        return new UploadedPart(
                client, id, CompletedPart.builder().partNumber(1).eTag(eTag).build());
    }

    /** The store asks for the time of an event under the lock of the key, before it answers the request. */
    private static final class SlowClock extends Clock {
        private final CountDownLatch asked = new CountDownLatch(1);
        private volatile boolean slow;

        @Override
        public Instant instant() {
            if (slow) {
                slow = false;
                asked.countDown();
                try {
                    Thread.sleep(SLOW.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
