package dev.zips3.function.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.management.ThreadMXBean;
import dev.zips3.function.Content;
import dev.zips3.function.S3Server;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
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
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

final class S3ObjectWriterTest {

    /** S3's minimum. */
    private static final int PART = 5 << 20;

    private static final PartSize PART_SIZE = new PartSize(PART, 64 << 20);
    private static final long TIMEOUT_SECONDS = 20;
    private static final ObjectTarget TARGET =
            new ObjectTarget("writer", "123456789012", "zip/ü a.zip", Map.of("source-etag", "e"));

    @RegisterExtension
    static final S3Server SERVER = new S3Server();

    private final ExecutorService uploads = Executors.newSingleThreadExecutor();
    private S3Client s3;

    @BeforeEach
    void createBucket() {
        s3 = SERVER.client();
        s3.createBucket(r -> r.bucket(TARGET.bucket()));
    }

    @AfterEach
    void checkThatNoUploadIsOpen() {
        assertThat(s3.listMultipartUploads(r -> r.bucket(TARGET.bucket())).uploads())
                .isEmpty();
        s3.deleteObject(r -> r.bucket(TARGET.bucket()).key(TARGET.key()));
        s3.deleteBucket(r -> r.bucket(TARGET.bucket()));
        uploads.shutdown();
    }

    private S3ObjectWriter writer(S3Client client, long maximum) {
        return new S3ObjectWriter(client, TARGET, maximum, PART_SIZE, uploads);
    }

    private List<String> keys() {
        return s3.listObjectsV2(r -> r.bucket(TARGET.bucket())).contents().stream()
                .map(object -> object.key())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "10, 1000, 0",
        "1000, 1000, 0",
        "5242880, 5242880, 0",
        "5242880, 20000000, 0",
        "5242881, 5242881, 2",
        "10485760, 10485760, 2",
        "10485761, 20000000, 3",
    })
    void writesOnePutOrAMultipartUpload(int length, long maximum, int parts) throws IOException {
        byte[] content = Content.noise(length);
        try (S3ObjectWriter writer = writer(s3, maximum)) {
            for (int i = 0; i < length; i += 100_000) {
                writer.write(content, i, Math.min(100_000, length - i));
            }
            assertThat(keys()).as("before it is complete").isEmpty();
            writer.complete(WriteCondition.ifAbsent());
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
    void leavesNothingWithoutComplete(int length) throws IOException {
        try (S3ObjectWriter writer = writer(s3, length)) {
            writer.write(new byte[length]);
        }
        assertThat(keys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10", "5242881"})
    void completesAgainAfterAFailedCondition(int length) throws IOException {
        s3.putObject(r -> r.bucket(TARGET.bucket()).key(TARGET.key()), RequestBody.fromString("there already"));
        String eTag =
                s3.headObject(r -> r.bucket(TARGET.bucket()).key(TARGET.key())).eTag();
        byte[] content = Content.noise(length);
        try (S3ObjectWriter writer = writer(s3, length)) {
            writer.write(content);
            assertThatExceptionOfType(S3Exception.class)
                    .isThrownBy(() -> writer.complete(WriteCondition.ifAbsent()))
                    .matches(e -> e.statusCode() == 412);
            writer.complete(WriteCondition.ifMatch(eTag));
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
                    try (S3ObjectWriter writer = writer(broken, 3 * PART)) {
                        writer.write(new byte[3 * PART]);
                        writer.complete(WriteCondition.ifAbsent());
                    }
                })
                .withMessageContaining("part 1 is lost");
        assertThat(keys()).isEmpty();
    }

    /** The executor could upload many at a time. */
    @Test
    void uploadsOnePartAtATimeInOrder() throws IOException {
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
        try (S3ObjectWriter writer = new S3ObjectWriter(counting, TARGET, content.length, PART_SIZE, many)) {
            writer.write(content);
            writer.complete(WriteCondition.ifAbsent());
        } finally {
            many.shutdown();
        }
        assertThat(numbers).containsExactly(1, 2, 3, 4, 5);
        byte[] stored = s3.getObjectAsBytes(r -> r.bucket(TARGET.bucket()).key(TARGET.key()))
                .asByteArray();
        assertThat(Arrays.equals(stored, content)).isTrue();
    }

    /** Completing the list of the other parts would publish a shorter object. */
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
        try (S3ObjectWriter writer = writer(broken, PART + 1)) {
            writer.write(new byte[PART + 1]);
            assertThatExceptionOfType(S3Exception.class).isThrownBy(() -> writer.complete(WriteCondition.ifAbsent()));
            assertThat(writer.canComplete()).isFalse();
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> writer.complete(WriteCondition.ifAbsent()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(keys()).isEmpty();
    }

    @Test
    void reportsBothErrorsWhenTheAbortFailsToo() throws IOException {
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
                    try (S3ObjectWriter writer = writer(broken, 3 * PART)) {
                        writer.write(new byte[3 * PART]);
                    }
                })
                .withMessageContaining("the part is lost")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        s3.abortMultipartUpload(r -> r.bucket(TARGET.bucket()).key(TARGET.key()).uploadId(open.get(0)));
    }

    @Test
    void abortsWhenInterrupted() throws IOException {
        try (S3ObjectWriter writer = writer(s3, PART + 1)) {
            writer.write(new byte[PART + 1]);
            Thread.currentThread().interrupt();
        }
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }

    /** The SDK makes no request in an interrupted thread. */
    @Test
    void abortsWhenInterruptedWithNoPartInFlight() throws Exception {
        try (MultipartUpload multipart = new MultipartUpload(s3, TARGET, uploads)) {
            multipart.send(new byte[PART], PART);
            uploads.submit(() -> {}).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            Thread.currentThread().interrupt();
        }
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }

    @Test
    void abortsWhenInterruptedWhileWaitingForAPart() throws IOException {
        Thread closing = Thread.currentThread();
        S3Client interrupting = new DelegatingS3Client(s3) {
            @Override
            public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
                long start = System.nanoTime();
                while (closing.getState() != Thread.State.WAITING) {
                    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS));
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

    @Test
    void stopsWaitingForAPartWhenInterrupted() throws IOException {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (S3ObjectWriter writer = writer(waitingFor(interrupted), PART + 1)) {
            writer.write(new byte[PART + 1]);
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> writer.complete(WriteCondition.ifAbsent()))
                    .withMessage("interrupted while part 1 was uploaded");
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
            assertThat(writer.canComplete()).isFalse();
            interrupted.countDown();
        }
        assertThat(keys()).isEmpty();
    }

    /** Uploads a part only after the latch has reached zero. */
    private S3Client waitingFor(CountDownLatch latch) {
        return new DelegatingS3Client(s3) {
            @Override
            public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
                try {
                    assertThat(latch.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return super.uploadPart(request, body);
            }
        };
    }

    /** The first part ends only after the bytes of the second were written. */
    @Test
    void acceptsBytesWhileAPartIsUploaded() throws IOException {
        CountDownLatch written = new CountDownLatch(1);
        try (S3ObjectWriter writer = writer(waitingFor(written), 2 * PART)) {
            writer.write(new byte[2 * PART]);
            written.countDown();
            writer.complete(WriteCondition.ifAbsent());
            writer.complete(WriteCondition.ifAbsent());
        }
        assertThat(keys()).containsExactly(TARGET.key());
    }

    @Test
    void publishesNothingAfterClose() throws IOException {
        S3ObjectWriter writer = writer(s3, PART);
        writer.write(1);
        writer.close();
        writer.close();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> writer.complete(WriteCondition.ifAbsent()));
    }

    @Test
    void refusesMoreThanTheMaximum() throws IOException {
        try (S3ObjectWriter writer = writer(s3, 10)) {
            writer.write(new byte[10]);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> writer.write(1))
                    .withMessage("expected at most 10 bytes but received more");
        }
    }

    /** Parts of the minimum size would be 10,001. */
    @Test
    void takesThePartSizeFromTheMaximum() throws IOException {
        List<Long> sizes = new ArrayList<>();
        S3Client recording = new DelegatingS3Client(s3) {
            @Override
            public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
                sizes.add(body.optionalContentLength().orElseThrow());
                return super.uploadPart(request, body);
            }
        };
        try (S3ObjectWriter writer = writer(recording, 10_000L * PART + 1)) {
            writer.write(new byte[PART + 2]);
            writer.complete(WriteCondition.ifAbsent());
        }
        assertThat(sizes).containsExactly(PART + 1L, 1L);
    }

    /** Whatever the number of parts, two buffers are enough. */
    @Test
    void reusesItsBuffers() throws IOException {
        S3Client accepting = new DelegatingS3Client(s3) {
            @Override
            public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
                return UploadPartResponse.builder().build();
            }
        };
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        byte[] chunk = new byte[PART / 5];
        try (S3ObjectWriter writer = writer(accepting, 10L * PART)) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < 10 * 5; i++) {
                writer.write(chunk);
            }
            long allocated =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            assertThat(allocated).isBetween((long) PART, 2L * PART);
        }
    }

    /** S3 answers "Checksum Type mismatch" or "parts could not be found" otherwise; S3Proxy does not. */
    @Test
    void namesTheChecksumAlgorithmAndTheChecksumsOfThePartsAndTheObject() throws IOException {
        List<CreateMultipartUploadRequest> created = new ArrayList<>();
        List<CompleteMultipartUploadRequest> completed = new ArrayList<>();
        S3Client recording = new DelegatingS3Client(s3) {
            @Override
            public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
                created.add(request);
                return super.createMultipartUpload(request);
            }

            @Override
            public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
                return super.uploadPart(request, body).toBuilder()
                        .checksumCRC32("checksum of part " + request.partNumber())
                        .build();
            }

            @Override
            public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request) {
                completed.add(request);
                return CompleteMultipartUploadResponse.builder().build();
            }
        };
        try (S3ObjectWriter writer = writer(recording, PART + 1)) {
            writer.write(new byte[PART + 1]);
            writer.complete(WriteCondition.ifAbsent());
        }
        String uploadId = s3.listMultipartUploads(r -> r.bucket(TARGET.bucket()))
                .uploads()
                .get(0)
                .uploadId();
        s3.abortMultipartUpload(r -> r.bucket(TARGET.bucket()).key(TARGET.key()).uploadId(uploadId));
        assertThat(created)
                .extracting(r -> r.checksumAlgorithm(), r -> r.checksumType())
                .containsExactly(tuple(ChecksumAlgorithm.CRC32, ChecksumType.FULL_OBJECT));
        // zlib's CRC-32 of 5,242,881 zeros.
        assertThat(completed)
                .extracting(r -> r.checksumType(), r -> r.checksumCRC32())
                .containsExactly(tuple(ChecksumType.FULL_OBJECT, "8qRRjQ=="));
        assertThat(completed.get(0).multipartUpload().parts())
                .extracting(part -> part.partNumber() + ": " + part.checksumCRC32())
                .containsExactly("1: checksum of part 1", "2: checksum of part 2");
    }

    @Test
    void writesSingleBytes() throws IOException {
        try (S3ObjectWriter writer = writer(s3, 2)) {
            writer.write(1);
            writer.write(2);
            writer.complete(WriteCondition.ifAbsent());
        }
        assertThat(s3.getObjectAsBytes(r -> r.bucket(TARGET.bucket()).key(TARGET.key()))
                        .asByteArray())
                .containsExactly(1, 2);
    }

    /** S3 compares it with the sum of the parts. */
    @Test
    void sendsTheObjectSizeWithComplete() throws IOException {
        List<Long> sizes = new ArrayList<>();
        S3Client asked = new DelegatingS3Client(s3) {
            @Override
            public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request) {
                sizes.add(request.mpuObjectSize());
                return super.completeMultipartUpload(request);
            }
        };
        try (S3ObjectWriter writer = writer(asked, PART + 7)) {
            writer.write(new byte[PART + 7]);
            writer.complete(WriteCondition.ifAbsent());
        }
        assertThat(sizes).containsExactly(PART + 7L);
    }

    @Test
    void namesTheLostPart() throws IOException {
        IllegalStateException cause = new IllegalStateException("thrown by the executor");
        S3Client broken = new DelegatingS3Client(s3) {
            @Override
            public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
                if (request.partNumber() == 2) {
                    throw cause;
                }
                return super.uploadPart(request, body);
            }
        };
        try (S3ObjectWriter writer = writer(broken, 2 * PART)) {
            writer.write(new byte[2 * PART]);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> writer.complete(WriteCondition.ifAbsent()))
                    .withMessage("part 2 was not uploaded")
                    .withCause(cause);
        }
    }

    @Test
    void throwsTheOutOfTimeExceptionOfAPart() throws IOException {
        S3Client late = new DelegatingS3Client(s3) {
            @Override
            public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
                throw new OutOfTimeException();
            }
        };
        try (S3ObjectWriter writer = writer(late, PART + 1)) {
            writer.write(new byte[PART + 1]);
            assertThatExceptionOfType(OutOfTimeException.class)
                    .isThrownBy(() -> writer.complete(WriteCondition.ifAbsent()));
        }
    }

    /** S3 answers 404 to a retry of an abort that succeeded. Any other error is thrown. */
    @Test
    void treatsAMissingUploadAsAborted() throws IOException {
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
