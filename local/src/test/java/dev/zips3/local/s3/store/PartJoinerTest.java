package dev.zips3.local.s3.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.AbstractNio2BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

class PartJoinerTest {
    private static final String BUCKET = "bucket";
    private static final String KEY = "zip/a b.zip";

    @TempDir
    private Path data;

    private DiskBlobStore disk;
    private BlobStore store;

    @BeforeEach
    void start() throws IOException {
        open();
        disk.createContainer(CreateBucketRequest.builder().bucket(BUCKET).build());
    }

    private void open() throws IOException {
        disk = new DiskBlobStore(DataDirectory.open(data));
        store = disk.delegate();
    }

    @AfterEach
    void stop() {
        disk.close();
    }

    @Test
    void joinsTheNamedPartsWithTheMetadataOfTheUpload() throws IOException {
        MultipartUpload upload = upload("one, ", "left out", "two");

        CompleteMultipartUploadResponse response = disk.completeMultipartUpload(upload, naming(1, 3));

        try (ResponseInputStream<GetObjectResponse> object = get()) {
            // The MD5 of the MD5s of "one, " and "two".
            assertThat(response.eTag()).isEqualTo("\"6e5de2ccca1248661082685a0411ed9f-2\"");
            assertThat(object.response().eTag()).isEqualTo(response.eTag());
            assertThat(object.response().contentType()).isEqualTo("application/zip");
            assertThat(object.response().contentLength()).isEqualTo(8);
            assertThat(object.response().metadata()).containsEntry("sequencer", "1");
            assertThat(object).hasBinaryContent("one, two".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(files()).containsExactly(KEY);
    }

    @Test
    void deletesThePartsWhileItJoins() {
        MultipartUpload upload = upload("one", "left out", "two");
        BlobStore cleaning = new ForwardingBlobStore(store) {
            @Override
            public void abortMultipartUpload(MultipartUpload joined) {
                assertThat(listMultipartUpload(joined))
                        .extracting(Part::partNumber)
                        .containsExactly(2);
                super.abortMultipartUpload(joined);
            }
        };

        new PartJoiner(cleaning, data).complete(upload, naming(1, 3));

        assertThat(store.listMultipartUpload(upload)).isEmpty();
    }

    @Test
    void keepsTheOldObjectAndDiscardsTheUploadIfItFails() throws IOException {
        put("old");
        MultipartUpload upload = upload("one", "two");
        PartJoiner failing = new PartJoiner(afterTheStart(() -> Files.delete(part(upload, 2))), data);

        assertThatThrownBy(() -> failing.complete(upload, naming(1, 2))).hasMessage("cannot join the parts of " + KEY);

        assertOldObjectOnly();
    }

    @Test
    void keepsTheOldObjectAndDiscardsTheUploadOfAKilledLab() throws IOException {
        put("old");
        MultipartUpload upload = upload("one", "two");
        MultipartUpload other = upload("three");
        PartJoiner killed = new PartJoiner(
                afterTheStart(() -> {
                    Files.delete(part(upload, 1));
                    throw new IOException("killed");
                }),
                data);
        assertThatThrownBy(() -> killed.complete(upload, naming(1, 2))).hasRootCauseMessage("killed");
        disk.close();

        open();

        assertThat(store.listMultipartUpload(upload)).isEmpty();
        assertThat(store.listMultipartUpload(other)).hasSize(1);
        store.abortMultipartUpload(other);
        assertOldObjectOnly();
    }

    @Test
    void refusesPartsThatAnotherRequestTook() {
        MultipartUpload upload = upload("one");
        disk.completeMultipartUpload(upload, naming(1));

        assertThatThrownBy(() -> disk.completeMultipartUpload(upload, naming(1)))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NoSuchUpload"));
    }

    @Test
    void keepsThePartsIfThereAreObjectsBelowTheKey() throws IOException {
        MultipartUpload upload = upload("one");
        Files.createDirectories(data.resolve(BUCKET).resolve(KEY).resolve("below"));

        assertThatThrownBy(() -> disk.completeMultipartUpload(upload, naming(1)))
                .hasMessageContaining("there are objects below it");

        assertThat(store.listMultipartUpload(upload)).hasSize(1);
    }

    private void assertOldObjectOnly() throws IOException {
        try (ResponseInputStream<GetObjectResponse> object = get()) {
            assertThat(object).hasBinaryContent("old".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(files()).containsExactly(KEY);
    }

    private interface FileAction {
        void run() throws IOException;
    }

    /** Runs the action when the empty object is there and no part is appended yet. */
    private BlobStore afterTheStart(FileAction action) {
        return new ForwardingBlobStore(store) {
            @Override
            public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
                PutObjectResponse response = super.putBlob(request, content);
                try {
                    action.run();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                return response;
            }
        };
    }

    private MultipartUpload upload(String... parts) {
        MultipartUpload upload = disk.initiateMultipartUpload(CreateMultipartUploadRequest.builder()
                .bucket(BUCKET)
                .key(KEY)
                .contentType("application/zip")
                .metadata(Map.of("sequencer", "1"))
                .build());
        for (int i = 0; i < parts.length; i++) {
            byte[] content = parts[i].getBytes(StandardCharsets.UTF_8);
            disk.uploadMultipartPart(
                    upload,
                    UploadPartRequest.builder()
                            .partNumber(i + 1)
                            .contentLength((long) content.length)
                            .build(),
                    new ByteArrayInputStream(content));
        }
        return upload;
    }

    private static CompleteMultipartUploadRequest naming(int... numbers) {
        List<CompletedPart> parts = IntStream.of(numbers)
                .mapToObj(number -> CompletedPart.builder().partNumber(number).build())
                .toList();
        return CompleteMultipartUploadRequest.builder()
                .multipartUpload(upload -> upload.parts(parts))
                .build();
    }

    private Path part(MultipartUpload upload, int number) {
        return data.resolve(BUCKET).resolve(AbstractNio2BlobStore.multipartPartName(upload.id(), KEY, number));
    }

    private void put(String content) {
        disk.putBlob(
                PutObjectRequest.builder().bucket(BUCKET).key(KEY).build(),
                new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    private ResponseInputStream<GetObjectResponse> get() {
        return disk.getBlob(GetObjectRequest.builder().bucket(BUCKET).key(KEY).build());
    }

    private List<String> files() throws IOException {
        Path bucket = data.resolve(BUCKET);
        try (Stream<Path> files = Files.walk(bucket)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> bucket.relativize(file).toString())
                    .toList();
        }
    }
}
