package dev.zips3.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.function.s3.PartSize;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** In a versioned bucket the function zips the version of the event, not the current one. */
final class VersionedBucketTest {

    private static final String IMAGE = "images/a.png";
    private static final byte[] FIRST = TestBucket.noise(100, 1);
    private static final byte[] SECOND = TestBucket.noise(200, 2);

    private TestBucket bucket;
    private InProcessFunction function;

    @BeforeEach
    void start() throws IOException {
        bucket = new TestBucket();
        function = new InProcessFunction(bucket.settings(), bucket.user(), PartSize.MIN);
        bucket.user()
                .putBucketVersioning(r -> r.bucket(TestBucket.NAME)
                        .versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
    }

    @AfterEach
    void stop() {
        bucket.close();
    }

    private boolean zipIsOf(byte[] image) {
        return ZipVerifier.isZipOf(bucket.get("zip/a.png.zip").orElseThrow(), "a.png", image);
    }

    @Test
    void zipsTheVersionOfTheEventEvenIfThereIsANewerOne() {
        String first = bucket.upload(IMAGE, FIRST);
        String second = bucket.upload(IMAGE, SECOND);
        assertThat(function.deliver(first)).isEqualTo("ZIPPED");
        assertThat(zipIsOf(FIRST)).isTrue();
        assertThat(function.deliver(second)).isEqualTo("ZIPPED");
        assertThat(zipIsOf(SECOND)).isTrue();
        assertThat(function.deliver(first)).isEqualTo("UP_TO_DATE");
        assertThat(zipIsOf(SECOND)).isTrue();
    }

    /** Both versions have the same bytes and so the same ETag: a condition on the ETag could not tell them apart. */
    @Test
    void reportsADeletedVersionAsGone() {
        String first = bucket.upload(IMAGE, FIRST);
        ObjectVersion version = bucket.user()
                .listObjectVersions(r -> r.bucket(TestBucket.NAME))
                .versions()
                .get(0);
        bucket.upload(IMAGE, FIRST);
        bucket.user().deleteObject(r -> r.bucket(TestBucket.NAME).key(IMAGE).versionId(version.versionId()));
        assertThat(function.deliver(first)).isEqualTo("GONE");
        assertThat(bucket.get("zip/a.png.zip")).isEmpty();
    }

    @Test
    void zipsAVersionBelowADeleteMarker() {
        String first = bucket.upload(IMAGE, FIRST);
        bucket.delete(IMAGE);
        assertThat(bucket.get(IMAGE)).isEmpty();
        assertThat(function.deliver(first)).isEqualTo("ZIPPED");
        assertThat(zipIsOf(FIRST)).isTrue();
    }
}
