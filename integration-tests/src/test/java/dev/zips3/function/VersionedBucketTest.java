package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.local.ExactS3;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** In a bucket with versioning the event's version is what counts, not what the key has become since. */
final class VersionedBucketTest {

    private static final String IMAGE = "images/a.png";
    private static final byte[] FIRST = ProofS3.noise(100, 1);
    private static final byte[] SECOND = ProofS3.noise(200, 2);

    private ProofS3 s3;
    private Handler handler;

    @BeforeEach
    void start() throws IOException {
        s3 = new ProofS3();
        handler = new Handler(s3.user(), PartSize.MIN);
        s3.user()
                .putBucketVersioning(r -> r.bucket(ExactS3.BUCKET)
                        .versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    private boolean zipIsOf(byte[] image) {
        return ReadBack.isZipOf(s3.get("zip/a.png.zip").orElseThrow().asByteArray(), "a.png", image);
    }

    @Test
    void zipsTheVersionOfTheEventThoughThereIsANewerOne() {
        String first = s3.upload(IMAGE, FIRST);
        String second = s3.upload(IMAGE, SECOND);
        assertThat(handler.deliver(first)).isEqualTo(Outcome.Kind.ZIPPED);
        assertThat(zipIsOf(FIRST)).isTrue();
        assertThat(handler.deliver(second)).isEqualTo(Outcome.Kind.ZIPPED);
        assertThat(zipIsOf(SECOND)).isTrue();
        assertThat(handler.deliver(first)).isEqualTo(Outcome.Kind.UP_TO_DATE);
        assertThat(zipIsOf(SECOND)).isTrue();
    }

    /** The same bytes have the same ETag, so that a condition on it would not tell the versions apart. */
    @Test
    void findsADeletedVersionGone() {
        String first = s3.upload(IMAGE, FIRST);
        S3Client user = s3.user();
        ObjectVersion version = user.listObjectVersions(r -> r.bucket(ExactS3.BUCKET))
                .versions()
                .get(0);
        s3.upload(IMAGE, FIRST);
        user.deleteObject(r -> r.bucket(ExactS3.BUCKET).key(IMAGE).versionId(version.versionId()));
        assertThat(handler.deliver(first)).isEqualTo(Outcome.Kind.GONE);
        assertThat(s3.get("zip/a.png.zip")).isEmpty();
    }

    @Test
    void looksThroughADeleteMarker() {
        String first = s3.upload(IMAGE, FIRST);
        s3.delete(IMAGE);
        assertThat(s3.get(IMAGE)).isEmpty();
        assertThat(handler.deliver(first)).isEqualTo(Outcome.Kind.ZIPPED);
        assertThat(zipIsOf(FIRST)).isTrue();
    }
}
