package dev.zips3.local.s3.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Conditional writes as S3 answers them, with one winner of every race: the function relies on them. */
class ConditionalWritesTest {
    private static final String BUCKET = TestS3.BUCKET.name();
    private static final String KEY = "zip/a b.png.zip";
    private static final String OTHER_ETAG = "\"00000000000000000000000000000000\"";
    private static final int WRITERS = 24;

    private TestS3 s3;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        s3 = new TestS3(directory);
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @Test
    void refusesPutIfAbsentOfAnExistingKey() {
        putIfAbsent("first");

        assertPreconditionFailed(() -> putIfAbsent("second"));
        assertThat(s3.get(KEY)).isEqualTo("first");
    }

    @Test
    void refusesPutIfMatchAfterAnotherWrite() {
        String eTag = s3.put(KEY, "first");

        assertPreconditionFailed(() -> putIfMatch(OTHER_ETAG, "second"));
        assertThat(s3.get(KEY)).isEqualTo("first");
        putIfMatch(eTag, "second");
        assertThat(s3.get(KEY)).isEqualTo("second");
        assertPreconditionFailed(() -> putIfMatch(eTag, "third"));
    }

    @Test
    void answersNoSuchKeyToPutIfMatchOfAMissingKey() {
        assertThatThrownBy(() -> putIfMatch(OTHER_ETAG, "first")).isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void keepsTheUploadAfterAFailedConditionOfComplete() {
        OpenUpload upload = OpenUpload.of(s3, KEY, "second");
        String eTag = s3.put(KEY, "first");

        assertPreconditionFailed(() -> completeIfAbsent(upload));
        assertPreconditionFailed(() -> completeIfMatch(upload, OTHER_ETAG));
        assertThat(s3.get(KEY)).isEqualTo("first");
        completeIfMatch(upload, eTag);
        assertThat(s3.get(KEY)).isEqualTo("second");
    }

    @Test
    void keepsTheUploadAfterCompleteIfMatchOfAMissingKey() {
        OpenUpload upload = OpenUpload.of(s3, KEY, "first");

        assertThatThrownBy(() -> completeIfMatch(upload, OTHER_ETAG)).isInstanceOf(NoSuchKeyException.class);
        completeIfAbsent(upload);
        assertThat(s3.get(KEY)).isEqualTo("first");
    }

    @Test
    void keepsTheObjectAfterAnAbort() {
        OpenUpload upload = OpenUpload.of(s3, KEY, "second");
        s3.put(KEY, "first");
        assertPreconditionFailed(() -> completeIfAbsent(upload));

        s3.client()
                .abortMultipartUpload(request -> request.bucket(BUCKET).key(KEY).uploadId(upload.id()));

        assertThat(s3.get(KEY)).isEqualTo("first");
        assertThat(s3.client()
                        .listMultipartUploads(request -> request.bucket(BUCKET))
                        .uploads())
                .isEmpty();
    }

    @Test
    void letsOneOfManyPutsIfAbsentWin() throws Exception {
        assertOneWins(writer -> () -> putIfAbsent("writer " + writer));
    }

    @Test
    void letsOneOfManyPutsIfMatchWin() throws Exception {
        String eTag = s3.put(KEY, "before");

        assertOneWins(writer -> () -> putIfMatch(eTag, "writer " + writer));
    }

    @Test
    void letsOneOfManyCompletesIfAbsentWin() throws Exception {
        List<OpenUpload> uploads = uploads();

        assertOneWins(writer -> () -> completeIfAbsent(uploads.get(writer)));
    }

    @Test
    void letsOneOfManyCompletesIfMatchWin() throws Exception {
        List<OpenUpload> uploads = uploads();
        String eTag = s3.put(KEY, "before");

        assertOneWins(writer -> () -> completeIfMatch(uploads.get(writer), eTag));
    }

    @Test
    void refusesConditionsThatS3DoesNotImplement() {
        s3.put(KEY, "first");

        assertThatThrownBy(() -> s3.client()
                        .putObject(
                                request -> request.bucket(BUCKET).key(KEY).ifNoneMatch(OTHER_ETAG),
                                RequestBody.fromString("second")))
                .satisfies(e -> assertStatus(e, 501));
        assertThat(s3.get(KEY)).isEqualTo("first");
    }

    private List<OpenUpload> uploads() {
        return IntStream.range(0, WRITERS)
                .mapToObj(writer -> OpenUpload.of(s3, KEY, "writer " + writer))
                .toList();
    }

    private void assertOneWins(IntFunction<Callable<Object>> writers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<Object>> calls =
                    IntStream.range(0, WRITERS).mapToObj(writers).toList();
            int winners = 0;
            int winner = -1;
            List<Future<Object>> outcomes = threads.invokeAll(calls, 60, TimeUnit.SECONDS);
            for (int writer = 0; writer < WRITERS; writer++) {
                try {
                    outcomes.get(writer).get();
                    winners++;
                    winner = writer;
                } catch (ExecutionException e) {
                    assertStatus(e.getCause(), 412);
                }
            }
            assertThat(winners).isEqualTo(1);
            assertThat(s3.get(KEY)).isEqualTo("writer " + winner);
        } finally {
            threads.shutdownNow();
        }
    }

    private Object putIfAbsent(String content) {
        return s3.client()
                .putObject(
                        request -> request.bucket(BUCKET).key(KEY).ifNoneMatch("*"), RequestBody.fromString(content));
    }

    private Object putIfMatch(String eTag, String content) {
        return s3.client()
                .putObject(request -> request.bucket(BUCKET).key(KEY).ifMatch(eTag), RequestBody.fromString(content));
    }

    private Object completeIfAbsent(OpenUpload upload) {
        return s3.client()
                .completeMultipartUpload(upload.complete().ifNoneMatch("*").build());
    }

    private Object completeIfMatch(OpenUpload upload, String eTag) {
        return s3.client()
                .completeMultipartUpload(upload.complete().ifMatch(eTag).build());
    }

    private static void assertPreconditionFailed(ThrowingCallable write) {
        assertThatThrownBy(write).satisfies(e -> {
            assertStatus(e, 412);
            assertThat(((S3Exception) e).awsErrorDetails().errorCode()).isEqualTo("PreconditionFailed");
        });
    }

    private static void assertStatus(Throwable failure, int status) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(status));
    }
}
