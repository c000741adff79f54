package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What the function relies on in S3: against the local one, or against the bucket that {@link ContractBucket}'s system
 * properties name. It leaves nothing behind.
 */
final class S3ContractTest {

    private static final int WRITERS = 24;
    private static final int ROUNDS = 10;

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
    void leavesNothing() {
        for (String left : List.of(key, "images/" + name)) {
            s3.deleteObject(r -> r.bucket(bucket.name()).key(left));
        }
        bucket.close();
    }

    private String put(String content, WriteCondition condition) {
        return s3.putObject(
                        r -> r.bucket(bucket.name())
                                .key(key)
                                .ifNoneMatch(condition.ifNoneMatch())
                                .ifMatch(condition.ifMatch()),
                        RequestBody.fromString(content))
                .eTag();
    }

    private String content() {
        return s3.getObjectAsBytes(r -> r.bucket(bucket.name()).key(key)).asUtf8String();
    }

    private String begun(String content) {
        return s3.createMultipartUpload(
                        r -> r.bucket(bucket.name()).key(key).metadata(Map.of("source-sequencer", content)))
                .uploadId();
    }

    private void complete(String id, String eTag, WriteCondition condition) {
        s3.completeMultipartUpload(r -> r.bucket(bucket.name())
                .key(key)
                .uploadId(id)
                .ifNoneMatch(condition.ifNoneMatch())
                .ifMatch(condition.ifMatch())
                .multipartUpload(CompletedMultipartUpload.builder()
                        .parts(CompletedPart.builder().partNumber(1).eTag(eTag).build())
                        .build()));
    }

    private String part(String id, String content) {
        return s3.uploadPart(
                        r -> r.bucket(bucket.name()).key(key).uploadId(id).partNumber(1),
                        RequestBody.fromString(content))
                .eTag();
    }

    private static void assertStatus(int status, Callable<?> call) {
        assertThatExceptionOfType(S3Exception.class).isThrownBy(call::call).matches(e -> e.statusCode() == status);
    }

    @Test
    void writesOnlyWhereTheConditionHolds() {
        assertStatus(404, () -> put("nothing to replace", WriteCondition.ifMatch("\"0\"")));
        String first = put("first", WriteCondition.ifAbsent());
        assertStatus(412, () -> put("second", WriteCondition.ifAbsent()));
        assertStatus(412, () -> put("second", WriteCondition.ifMatch("\"0\"")));
        assertThat(content()).isEqualTo("first");
        put("second", WriteCondition.ifMatch(first));
        assertThat(content()).isEqualTo("second");
    }

    @Test
    void completesOnlyWhereTheConditionHoldsAndThenAgain() {
        String first = put("first", WriteCondition.ifAbsent());
        String id = begun("01");
        String eTag = part(id, "second");
        assertStatus(412, () -> {
            complete(id, eTag, WriteCondition.ifAbsent());
            return null;
        });
        assertThat(content()).isEqualTo("first");
        complete(id, eTag, WriteCondition.ifMatch(first));
        assertThat(content()).isEqualTo("second");
        assertThat(s3.headObject(r -> r.bucket(bucket.name()).key(key)).metadata())
                .containsEntry("source-sequencer", "01");
    }

    @Test
    void showsNothingOfAnUploadThatIsAborted() {
        String id = begun("01");
        part(id, "never");
        s3.abortMultipartUpload(r -> r.bucket(bucket.name()).key(key).uploadId(id));
        assertThat(s3.listMultipartUploads(r -> r.bucket(bucket.name()).prefix(key))
                        .uploads())
                .isEmpty();
        assertStatus(404, () -> s3.headObject(r -> r.bucket(bucket.name()).key(key)));
    }

    @Test
    void readsOnlyTheVersionThatIsAskedFor() {
        assertStatus(404, () -> s3.getObjectAsBytes(r -> r.bucket(bucket.name()).key(key)));
        String eTag = put("first", WriteCondition.ifAbsent());
        assertStatus(
                412,
                () -> s3.getObjectAsBytes(r -> r.bucket(bucket.name()).key(key).ifMatch("\"0\"")));
        assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket.name()).key(key).ifMatch(eTag))
                        .asUtf8String())
                .isEqualTo("first");
    }

    @Test
    void refusesAnotherAccountsRequest() {
        assertStatus(
                403,
                () -> s3.putObject(
                        r -> r.bucket(bucket.name()).key(key).expectedBucketOwner("999999999999"),
                        RequestBody.fromString("never")));
    }

    @Test
    void refusesABodyThatIsNotItsChecksum() {
        assertStatus(
                400,
                () -> s3.putObject(
                        r -> r.bucket(bucket.name()).key(key).checksumCRC32("AAAAAA=="), RequestBody.fromString("x")));
    }

    /** Time after time, since a server that looks first and writes then gets away with it now and then. */
    @Test
    void letsOneOfManyWritersWin() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        for (int round = 0; round < ROUNDS; round++) {
            CyclicBarrier start = new CyclicBarrier(WRITERS);
            List<Future<Optional<String>>> results = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                String content = "writer " + i;
                results.add(writers.submit(() -> {
                    start.await();
                    try {
                        put(content, WriteCondition.ifAbsent());
                        return Optional.of(content);
                    } catch (S3Exception e) {
                        assertThat(e.statusCode()).isIn(409, 412);
                        return Optional.empty();
                    }
                }));
            }
            List<String> winners = new ArrayList<>();
            for (Future<Optional<String>> result : results) {
                result.get().ifPresent(winners::add);
            }
            assertThat(winners).containsExactly(content());
            s3.deleteObject(r -> r.bucket(bucket.name()).key(key));
        }
        writers.shutdown();
    }

    /** With parts as S3 takes them. */
    @Test
    void isEnoughForTheWayOfAnImage() throws IOException {
        byte[] image = ProofS3.noise(12_000_000, 7);
        s3.putObject(r -> r.bucket(bucket.name()).key("images/" + name), RequestBody.fromBytes(image));
        ExecutorService uploads = Executors.newSingleThreadExecutor();
        Settings settings = new Settings(bucket.name(), bucket.owner(), "images/", ".png", "zip/");
        ImageZipper zipper = new ImageZipper(
                s3,
                settings,
                uploads,
                new PartSize(5 << 20, Runtime.getRuntime().maxMemory()));
        Upload upload =
                new Upload("images/" + name, Optional.empty(), Optional.empty(), Sequencer.of("0055AED6DCD90281E5"));
        Deadline deadline = new Deadline(Clock.systemUTC(), Duration.ofMinutes(15));
        assertThat(zipper.zip(upload, deadline).kind()).isEqualTo(Outcome.Kind.ZIPPED);
        assertThat(zipper.zip(upload, deadline).kind()).isEqualTo(Outcome.Kind.UP_TO_DATE);
        uploads.shutdown();
        byte[] zip = s3.getObjectAsBytes(r -> r.bucket(bucket.name()).key(key)).asByteArray();
        assertThat(ReadBack.isZipOf(zip, name, image)).isTrue();
        assertThat(s3.listMultipartUploads(r -> r.bucket(bucket.name()).prefix(key))
                        .uploads())
                .isEmpty();
    }
}
