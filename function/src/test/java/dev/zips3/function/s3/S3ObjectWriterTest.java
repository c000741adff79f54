package dev.zips3.function.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.zips3.function.Content;
import dev.zips3.function.S3Server;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

final class S3ObjectWriterTest {

    private static final int PART = 5 << 20;
    private static final ObjectTarget TARGET =
            new ObjectTarget("sink", "123456789012", "zip/ü a.zip", Map.of("source-etag", "e"));

    @RegisterExtension
    static final S3Server SERVER = new S3Server();

    private final ExecutorService uploads = Executors.newSingleThreadExecutor();
    private S3Client s3;

    @BeforeEach
    void emptyBucket() {
        s3 = SERVER.client();
        s3.createBucket(r -> r.bucket(TARGET.bucket()));
    }

    @AfterEach
    void leavesNoUploadOpen() {
        assertThat(s3.listMultipartUploads(r -> r.bucket(TARGET.bucket())).uploads())
                .isEmpty();
        s3.deleteObject(r -> r.bucket(TARGET.bucket()).key(TARGET.key()));
        s3.deleteBucket(r -> r.bucket(TARGET.bucket()));
        uploads.shutdown();
    }

    private S3ObjectWriter sink(S3Client client, long expected) {
        return new S3ObjectWriter(client, TARGET, expected, PART, uploads);
    }

    private List<String> keys() {
        return s3.listObjectsV2(r -> r.bucket(TARGET.bucket())).contents().stream()
                .map(object -> object.key())
                .toList();
    }

    /** What is expected decides the first buffer alone: a wrong guess costs a copy, never a byte. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "1, 0, 0",
        "1000, 10, 0",
        "1000, 1000, 0",
        "5242880, 5242880, 0",
        "5242881, 5242880, 2",
        "10485760, 10485760, 2",
        "10485761, 20, 3",
    })
    void writesOnePutUpToAPartAndElseParts(int length, long expected, int parts) throws IOException {
        byte[] content = Content.noise(length);
        try (S3ObjectWriter sink = sink(s3, expected)) {
            for (int i = 0; i < length; i += 100_000) {
                sink.write(content, i, Math.min(100_000, length - i));
            }
            assertThat(keys()).as("before it is complete").isEmpty();
            sink.complete(WriteCondition.ifAbsent());
        }
        var stored = s3.getObjectAsBytes(r -> r.bucket(TARGET.bucket()).key(TARGET.key()));
        assertThat(Arrays.equals(stored.asByteArray(), content)).isTrue();
        assertThat(stored.response().contentType()).isEqualTo("application/zip");
        assertThat(stored.response().metadata()).containsEntry("source-etag", "e");
        String eTag = stored.response().eTag();
        assertThat(eTag).matches(parts == 0 ? "\"[0-9a-f]{32}\"" : "\"[0-9a-f]{32}-" + parts + "\"");
    }

    @ParameterizedTest
    @CsvSource({"10", "5242881", "15000000"})
    void leavesNothingIfItIsNotCompleted(int length) throws IOException {
        try (S3ObjectWriter sink = sink(s3, length)) {
            sink.write(new byte[length]);
        }
        assertThat(keys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10", "5242881"})
    void canBeCompletedAgainAfterARefusal(int length) throws IOException {
        s3.putObject(r -> r.bucket(TARGET.bucket()).key(TARGET.key()), RequestBody.fromString("there already"));
        String eTag =
                s3.headObject(r -> r.bucket(TARGET.bucket()).key(TARGET.key())).eTag();
        byte[] content = Content.noise(length);
        try (S3ObjectWriter sink = sink(s3, length)) {
            sink.write(content);
            assertThatExceptionOfType(S3Exception.class)
                    .isThrownBy(() -> sink.complete(WriteCondition.ifAbsent()))
                    .matches(e -> e.statusCode() == 412);
            sink.complete(WriteCondition.ifMatch(eTag));
        }
        byte[] stored = s3.getObjectAsBytes(r -> r.bucket(TARGET.bucket()).key(TARGET.key()))
                .asByteArray();
        assertThat(Arrays.equals(stored, content)).isTrue();
    }

    @Test
    void abortsWhenAPartFails() {
        S3Client broken = new DelegatingS3Client(s3) {
            @Override
            public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
                throw SdkException.create("part " + request.partNumber() + " is lost", null);
            }
        };
        assertThatExceptionOfType(SdkException.class)
                .isThrownBy(() -> {
                    try (S3ObjectWriter sink = sink(broken, PART)) {
                        sink.write(new byte[3 * PART]);
                        sink.complete(WriteCondition.ifAbsent());
                    }
                })
                .withMessageContaining("part 1 is lost");
        assertThat(keys()).isEmpty();
    }

    /** However many the executor would carry. */
    @Test
    void hasAtMostOnePartInFlightAndKeepsTheirOrder() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        AtomicInteger inFlight = new AtomicInteger();
        S3Client counting = new DelegatingS3Client(s3) {
            @Override
            public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
                assertThat(inFlight.incrementAndGet()).as("parts in flight").isEqualTo(1);
                numbers.add(request.partNumber());
                UploadPartResponse response = super.uploadPart(request, body);
                inFlight.decrementAndGet();
                return response;
            }
        };
        byte[] content = Content.noise(4 * PART + 1);
        ExecutorService many = Executors.newCachedThreadPool();
        try (S3ObjectWriter sink = new S3ObjectWriter(counting, TARGET, PART, PART, many)) {
            sink.write(content);
            sink.complete(WriteCondition.ifAbsent());
        } finally {
            many.shutdown();
        }
        assertThat(numbers).containsExactly(1, 2, 3, 4, 5);
        byte[] stored = s3.getObjectAsBytes(r -> r.bucket(TARGET.bucket()).key(TARGET.key()))
                .asByteArray();
        assertThat(Arrays.equals(stored, content)).isTrue();
    }

    /** A list of the other parts would be published as the whole. */
    @Test
    void neverPublishesWithoutAPart() {
        S3Client broken = new DelegatingS3Client(s3) {
            @Override
            public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
                if (request.partNumber() == 2) {
                    throw S3Exception.builder().statusCode(412).message("lost").build();
                }
                return super.uploadPart(request, body);
            }
        };
        try (S3ObjectWriter sink = sink(broken, PART)) {
            sink.write(new byte[PART + 1]);
            assertThatExceptionOfType(S3Exception.class).isThrownBy(() -> sink.complete(WriteCondition.ifAbsent()));
            assertThat(sink.canComplete()).isFalse();
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> sink.complete(WriteCondition.ifAbsent()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(keys()).isEmpty();
    }

    @Test
    void tellsBothWhenTheAbortFailsToo() throws IOException {
        List<String> open = new ArrayList<>();
        S3Client broken = new DelegatingS3Client(s3) {
            @Override
            public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
                throw SdkException.create("the part is lost", null);
            }

            @Override
            public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
                open.add(request.uploadId());
                throw SdkException.create("the abort is lost", null);
            }
        };
        assertThatExceptionOfType(SdkException.class)
                .isThrownBy(() -> {
                    try (S3ObjectWriter sink = sink(broken, PART)) {
                        sink.write(new byte[3 * PART]);
                    }
                })
                .withMessageContaining("the part is lost")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        s3.abortMultipartUpload(r -> r.bucket(TARGET.bucket()).key(TARGET.key()).uploadId(open.get(0)));
    }

    @Test
    void abortsThoughItIsInterrupted() throws IOException {
        try (S3ObjectWriter sink = sink(s3, PART)) {
            sink.write(new byte[PART + 1]);
            Thread.currentThread().interrupt();
        }
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }

    /** An interrupted thread makes no request. */
    @Test
    void abortsThoughItIsInterruptedWhileNoPartIsInFlight() throws Exception {
        try (MultipartUpload multipart = new MultipartUpload(s3, TARGET, uploads)) {
            multipart.send(new byte[PART], PART);
            uploads.submit(() -> {}).get();
            Thread.currentThread().interrupt();
        }
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }

    @Test
    void abortsThoughItIsInterruptedWhileItWaitsForAPart() throws IOException {
        Thread closing = Thread.currentThread();
        S3Client interrupting = new DelegatingS3Client(s3) {
            @Override
            public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
                while (closing.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                closing.interrupt();
                return super.uploadPart(request, body);
            }
        };
        try (MultipartUpload multipart = new MultipartUpload(interrupting, TARGET, uploads)) {
            multipart.send(new byte[PART], PART);
        }
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }

    /** Whoever waits for a part is told to stop: nothing of it can be published. */
    @Test
    void stopsWaitingForAPartWhenItIsInterrupted() throws IOException {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (S3ObjectWriter sink = sink(waitingFor(interrupted), PART)) {
            sink.write(new byte[PART + 1]);
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> sink.complete(WriteCondition.ifAbsent()))
                    .withMessage("interrupted while part 1 was uploaded");
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
            assertThat(sink.canComplete()).isFalse();
            interrupted.countDown();
        }
        assertThat(keys()).isEmpty();
    }

    /** Uploads no part before; fails where what is waited for cannot come, instead of waiting for ever. */
    private S3Client waitingFor(CountDownLatch latch) {
        return new DelegatingS3Client(s3) {
            @Override
            public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
                try {
                    assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return super.uploadPart(request, body);
            }
        };
    }

    /** The first part does not end before what fills the second was written. */
    @Test
    void goesOnWritingWhileAPartIsUploaded() throws IOException {
        CountDownLatch written = new CountDownLatch(1);
        try (S3ObjectWriter sink = sink(waitingFor(written), PART)) {
            sink.write(new byte[2 * PART]);
            written.countDown();
            sink.complete(WriteCondition.ifAbsent());
            sink.complete(WriteCondition.ifAbsent());
        }
        assertThat(keys()).containsExactly(TARGET.key());
    }

    @Test
    void publishesNothingOnceItIsClosed() throws IOException {
        S3ObjectWriter sink = sink(s3, PART);
        sink.write(1);
        sink.close();
        sink.close();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> sink.complete(WriteCondition.ifAbsent()));
    }

    @Test
    void takesSingleBytes() throws IOException {
        try (S3ObjectWriter sink = sink(s3, 2)) {
            sink.write(1);
            sink.write(2);
            sink.complete(WriteCondition.ifAbsent());
        }
        assertThat(s3.getObjectAsBytes(r -> r.bucket(TARGET.bucket()).key(TARGET.key()))
                        .asByteArray())
                .containsExactly(1, 2);
    }

    /** S3 holds it against what it has of the parts. */
    @Test
    void tellsTheSizeOfTheWhole() throws IOException {
        List<Long> sizes = new ArrayList<>();
        S3Client asked = new DelegatingS3Client(s3) {
            @Override
            public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request) {
                sizes.add(request.mpuObjectSize());
                return super.completeMultipartUpload(request);
            }
        };
        try (S3ObjectWriter sink = sink(asked, PART)) {
            sink.write(new byte[PART + 7]);
            sink.complete(WriteCondition.ifAbsent());
        }
        assertThat(sizes).containsExactly(PART + 7L);
    }

    @Test
    void saysWhichPartWasLost() throws IOException {
        IllegalStateException cause = new IllegalStateException("of the executor's");
        S3Client broken = new DelegatingS3Client(s3) {
            @Override
            public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
                if (request.partNumber() == 2) {
                    throw cause;
                }
                return super.uploadPart(request, body);
            }
        };
        try (S3ObjectWriter sink = sink(broken, PART)) {
            sink.write(new byte[2 * PART]);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> sink.complete(WriteCondition.ifAbsent()))
                    .withMessage("part 2 was not uploaded")
                    .withCause(cause);
        }
    }

    @Test
    void runsOutOfTimeAsWhoeverUploadsAPartDoes() throws IOException {
        S3Client late = new DelegatingS3Client(s3) {
            @Override
            public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
                throw new OutOfTimeException();
            }
        };
        try (S3ObjectWriter sink = sink(late, PART)) {
            sink.write(new byte[PART + 1]);
            assertThatExceptionOfType(OutOfTimeException.class)
                    .isThrownBy(() -> sink.complete(WriteCondition.ifAbsent()));
        }
    }

    /** Its answer was lost, and it was made again; any other refusal is told. */
    @Test
    void takesAnUploadThatIsNoMoreForAborted() throws IOException {
        try (MultipartUpload multipart = new MultipartUpload(abortingTwice(404), TARGET, uploads)) {
            multipart.send(new byte[1], 1);
        }
        assertThatExceptionOfType(S3Exception.class)
                .isThrownBy(() -> {
                    try (MultipartUpload multipart = new MultipartUpload(abortingTwice(403), TARGET, uploads)) {
                        multipart.send(new byte[1], 1);
                    }
                })
                .matches(e -> e.statusCode() == 403);
    }

    private S3Client abortingTwice(int status) {
        return new DelegatingS3Client(s3) {
            @Override
            public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
                super.abortMultipartUpload(request);
                throw S3Exception.builder().statusCode(status).build();
            }
        };
    }
}
