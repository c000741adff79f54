package dev.zips3.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.zips3.function.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the function relies on in S3. The tests run against a {@link ContractBucket} and leave nothing in it. */
final class S3ContractTest {

    private static final int WRITERS = 24;
    private static final int ROUNDS = 10;
    private static final int LIMIT_SECONDS = 30;
    private static final int MIN_PART = 5 << 20;
    private static final String OTHER_ETAG = "\"0\"";

    private final String name = "contract-" + UUID.randomUUID() + ".png";
    private final String key = "zip/" + name + ".zip";
    private ContractBucket bucket;
    private S3Client s3;

    @BeforeEach
    void open() throws IOException {
        bucket = ContractBucket.open();
        s3 = bucket.client();
    }

    @AfterEach
    void deleteWhatWasWritten() {
        for (String left : List.of(key, "images/" + name)) {
            s3.deleteObject(r -> r.bucket(bucket.name()).key(left));
        }
        bucket.close();
    }

    private String putIfAbsent(String content) {
        return s3.putObject(r -> r.bucket(bucket.name()).key(key).ifNoneMatch("*"), RequestBody.fromString(content))
                .eTag();
    }

    private String putOver(String eTag, String content) {
        return s3.putObject(r -> r.bucket(bucket.name()).key(key).ifMatch(eTag), RequestBody.fromString(content))
                .eTag();
    }

    private String content() {
        return s3.getObjectAsBytes(r -> r.bucket(bucket.name()).key(key)).asUtf8String();
    }

    private String createUpload() {
        return s3.createMultipartUpload(
                        r -> r.bucket(bucket.name()).key(key).metadata(Map.of("source-sequencer", "01")))
                .uploadId();
    }

    private CompletedMultipartUpload uploadPart(String id, String content) {
        String eTag = s3.uploadPart(
                        r -> r.bucket(bucket.name()).key(key).uploadId(id).partNumber(1),
                        RequestBody.fromString(content))
                .eTag();
        return CompletedMultipartUpload.builder()
                .parts(CompletedPart.builder().partNumber(1).eTag(eTag).build())
                .build();
    }

    private static void assertStatus(int status, Callable<?> call) {
        assertThatExceptionOfType(S3Exception.class).isThrownBy(call::call).matches(e -> e.statusCode() == status);
    }

    @Test
    void writesOnlyIfTheConditionHolds() {
        assertStatus(404, () -> putOver(OTHER_ETAG, "nothing to replace"));
        String first = putIfAbsent("first");
        assertStatus(412, () -> putIfAbsent("second"));
        assertStatus(412, () -> putOver(OTHER_ETAG, "second"));
        assertThat(content()).isEqualTo("first");
        putOver(first, "second");
        assertThat(content()).isEqualTo("second");
    }

    @Test
    void completesOnlyIfTheConditionHoldsAndCanBeRetried() {
        String first = putIfAbsent("first");
        String id = createUpload();
        CompletedMultipartUpload parts = uploadPart(id, "second");
        assertStatus(
                412,
                () -> s3.completeMultipartUpload(r -> r.bucket(bucket.name())
                        .key(key)
                        .uploadId(id)
                        .ifNoneMatch("*")
                        .multipartUpload(parts)));
        assertThat(content()).isEqualTo("first");
        s3.completeMultipartUpload(r ->
                r.bucket(bucket.name()).key(key).uploadId(id).ifMatch(first).multipartUpload(parts));
        assertThat(content()).isEqualTo("second");
        assertThat(s3.headObject(r -> r.bucket(bucket.name()).key(key)).metadata())
                .containsEntry("source-sequencer", "01");
    }

    @Test
    void showsNothingOfAnAbortedUpload() {
        String id = createUpload();
        uploadPart(id, "never");
        s3.abortMultipartUpload(r -> r.bucket(bucket.name()).key(key).uploadId(id));
        assertThat(s3.listMultipartUploads(r -> r.bucket(bucket.name()).prefix(key))
                        .uploads())
                .isEmpty();
        assertStatus(404, () -> s3.headObject(r -> r.bucket(bucket.name()).key(key)));
    }

    @Test
    void readsOnlyTheRequestedETag() {
        assertStatus(404, () -> s3.getObjectAsBytes(r -> r.bucket(bucket.name()).key(key)));
        String eTag = putIfAbsent("first");
        assertStatus(
                412,
                () -> s3.getObjectAsBytes(r -> r.bucket(bucket.name()).key(key).ifMatch(OTHER_ETAG)));
        assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket.name()).key(key).ifMatch(eTag))
                        .asUtf8String())
                .isEqualTo("first");
    }

    @Test
    void refusesARequestThatExpectsAnotherOwner() {
        assertStatus(
                403,
                () -> s3.putObject(
                        r -> r.bucket(bucket.name()).key(key).expectedBucketOwner("999999999999"),
                        RequestBody.fromString("never")));
    }

    @Test
    void refusesABodyWithAnotherChecksum() {
        assertStatus(
                400,
                () -> s3.putObject(
                        r -> r.bucket(bucket.name()).key(key).checksumCRC32("AAAAAA=="), RequestBody.fromString("x")));
    }

    /** Several rounds, because a server that checks before it locks lets two writers win only now and then. */
    @Test
    void letsOneOfManyWritersWin() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                CyclicBarrier start = new CyclicBarrier(WRITERS);
                List<Future<Optional<String>>> results = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    String content = "writer " + i;
                    results.add(writers.submit(() -> write(start, content)));
                }
                List<String> winners = new ArrayList<>();
                for (Future<Optional<String>> result : results) {
                    result.get(LIMIT_SECONDS, TimeUnit.SECONDS).ifPresent(winners::add);
                }
                assertThat(winners).containsExactly(content());
                s3.deleteObject(r -> r.bucket(bucket.name()).key(key));
            }
        } finally {
            writers.shutdownNow();
        }
    }

    /** Returns the content if this writer won. */
    private Optional<String> write(CyclicBarrier start, String content) throws Exception {
        start.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        try {
            putIfAbsent(content);
            return Optional.of(content);
        } catch (S3Exception e) {
            assertThat(e.statusCode()).isIn(409, 412);
            return Optional.empty();
        }
    }

    /** With parts that S3 itself accepts, which are at least 5 MiB. */
    @Test
    void zipsALargeImage() {
        byte[] image = TestBucket.noise(12_000_000, 7);
        s3.putObject(r -> r.bucket(bucket.name()).key("images/" + name), RequestBody.fromBytes(image));
        Settings settings = new Settings(bucket.name(), bucket.owner(), "images/", ".png", "zip/");
        InProcessFunction function = new InProcessFunction(settings, s3, MIN_PART);
        String event = """
                {"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"%s"},\
                "object":{"key":"images/%s","sequencer":"0055AED6DCD90281E5"}}}]}""".formatted(bucket.name(), name);
        assertThat(function.deliver(event)).isEqualTo("ZIPPED");
        assertThat(function.deliver(event)).isEqualTo("UP_TO_DATE");
        byte[] zip = s3.getObjectAsBytes(r -> r.bucket(bucket.name()).key(key)).asByteArray();
        assertThat(ZipVerifier.isZipOf(zip, name, image)).isTrue();
        assertThat(s3.listMultipartUploads(r -> r.bucket(bucket.name()).prefix(key))
                        .uploads())
                .isEmpty();
    }
}
