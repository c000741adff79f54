package dev.zips3.local.s3.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Links in the data directory that lead out of it. */
class SymbolicLinksTest {
    private static final String BUCKET = "bucket";

    @TempDir
    private Path data;

    @TempDir
    private Path outside;

    private ObjectStore objects;
    private BlobStore store;

    @BeforeEach
    void linkOutOfTheDirectory() throws IOException {
        objects = ObjectStore.onDisk(data, Clock.systemUTC(), event -> {});
        objects.createBucketIfAbsent(BUCKET);
        store = objects.forRequests();
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createDirectory(data.resolve(BUCKET).resolve("links"));
        Files.createSymbolicLink(data.resolve(BUCKET).resolve("links/file"), outside.resolve("secret"));
        Files.createSymbolicLink(data.resolve(BUCKET).resolve("links/folder"), outside);
    }

    @AfterEach
    void close() throws IOException {
        objects.close();
        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(outside.toFile().list()).containsExactly("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"links/file", "links/folder/secret", "links/folder/"})
    void hideObjects(String key) {
        assertThat(store.blobMetadataIfPresent(BUCKET, key)).isNull();
        assertThatThrownBy(() -> store.getBlob(
                        GetObjectRequest.builder().bucket(BUCKET).key(key).build()))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> store.copyBlob(CopyObjectRequest.builder()
                        .sourceBucket(BUCKET)
                        .sourceKey(key)
                        .destinationBucket(BUCKET)
                        .destinationKey("copy")
                        .build()))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> store.getBlobAccess(BUCKET, key)).isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> store.setBlobAccess(BUCKET, key, ObjectCannedACL.PUBLIC_READ))
                .isInstanceOf(NoSuchKeyException.class);
        store.removeBlob(DeleteObjectRequest.builder().bucket(BUCKET).key(key).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"links/file", "links/folder/secret", "links/folder/new"})
    void refuseWrites(String key) {
        assertThatThrownBy(() -> store.putBlob(
                        PutObjectRequest.builder().bucket(BUCKET).key(key).build(),
                        new ByteArrayInputStream(new byte[] {1})))
                .hasMessageContaining("is a symbolic link");
        assertThatThrownBy(() -> store.initiateMultipartUpload(CreateMultipartUploadRequest.builder()
                        .bucket(BUCKET)
                        .key(key)
                        .build()))
                .hasMessageContaining("is a symbolic link");
    }

    @Test
    void refuseAListingThatMeetsOne() {
        assertThatThrownBy(() -> store.list(list("", null))).hasMessageContaining("symbolic link 'bucket/links/f");
        assertThatThrownBy(() -> store.list(list("links/", "/"))).hasMessageContaining("symbolic link");
        assertThatThrownBy(() -> store.list(list("links/folder/", null)))
                .hasMessageContaining("symbolic link 'bucket/links/folder'");
        assertThat(store.list(list("", "/")).commonPrefixes()).hasSize(1);
        assertThat(store.list(list("other/", null)).contents()).isEmpty();
    }

    @Test
    void areNoBuckets() throws IOException {
        Files.createSymbolicLink(data.resolve("linked"), outside);

        for (String name : new String[] {"linked", ".lab", ".."}) {
            assertThatThrownBy(() -> store.headBucket(
                            HeadBucketRequest.builder().bucket(name).build()))
                    .isInstanceOf(NoSuchBucketException.class);
            assertThatThrownBy(() -> store.getBlob(
                            GetObjectRequest.builder().bucket(name).key("lock").build()))
                    .isInstanceOf(NoSuchBucketException.class);
            assertThatThrownBy(() -> store.setContainerAccess(name, BucketCannedACL.PRIVATE))
                    .isInstanceOf(NoSuchBucketException.class);
            assertThatThrownBy(() -> store.deleteBucket(name)).isInstanceOf(NoSuchBucketException.class);
        }
        assertThat(store.list().buckets()).extracting(Bucket::name).containsExactly(BUCKET);
    }

    private static ListObjectsV2Request list(String prefix, String delimiter) {
        return ListObjectsV2Request.builder()
                .bucket(BUCKET)
                .prefix(prefix)
                .delimiter(delimiter)
                .build();
    }
}
