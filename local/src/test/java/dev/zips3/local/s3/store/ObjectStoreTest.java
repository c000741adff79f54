package dev.zips3.local.s3.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

class ObjectStoreTest {
    private final ObjectStore objects = ObjectStore.inMemory(Clock.systemUTC(), event -> {});
    private final BlobStore store = objects.forRequests();

    @BeforeEach
    void createBucket() {
        objects.createBucketIfAbsent("bucket");
    }

    @AfterEach
    void close() {
        objects.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 6})
    void refusesABodyOfAnotherLengthThanAnnounced(long announced) {
        assertIncompleteBody(() -> store.putBlob(put(announced), content()));
        assertThat(store.blobMetadataIfPresent("bucket", "a")).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 6})
    void refusesAPartOfAnotherLengthThanAnnounced(long announced) {
        MultipartUpload upload = store.initiateMultipartUpload(
                CreateMultipartUploadRequest.builder().bucket("bucket").key("a").build());
        UploadPartRequest request = UploadPartRequest.builder()
                .partNumber(1)
                .contentLength(announced)
                .build();

        assertIncompleteBody(() -> store.uploadMultipartPart(upload, request, content()));
        assertThat(store.listMultipartUpload(upload)).isEmpty();
    }

    /** The ZIPs in the directory carry sequencers of the earlier run. */
    @Test
    void ordersTheChangesOfTwoRunsAlsoIfTheClockWasSetBack(@TempDir Path directory) throws IOException {
        Clock today = Clock.systemUTC();
        Clock yesterday = Clock.offset(today, Duration.ofDays(-1));
        List<String> sequencers = new ArrayList<>();
        for (Clock clock : List.of(today, yesterday)) {
            ObjectStore onDisk = ObjectStore.onDisk(directory, clock, event -> sequencers.add(event.sequencer()));
            onDisk.createBucketIfAbsent("bucket");
            onDisk.forRequests().putBlob(put(5), content());
            onDisk.close();
        }

        assertThat(sequencers).hasSize(2).isSorted().doesNotHaveDuplicates();
    }

    private static PutObjectRequest put(long length) {
        return PutObjectRequest.builder()
                .bucket("bucket")
                .key("a")
                .contentLength(length)
                .build();
    }

    private static ByteArrayInputStream content() {
        return new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5});
    }

    private static void assertIncompleteBody(ThrowingCallable write) {
        assertThatThrownBy(write).isInstanceOfSatisfying(S3Exception.class, e -> {
            assertThat(e.statusCode()).isEqualTo(400);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("IncompleteBody");
        });
    }
}
