package dev.zips3.function.snapstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

final class FakeS3Test {

    private static final byte[] IMAGE = "123456789".getBytes(StandardCharsets.US_ASCII);

    private final FakeS3 fake = new FakeS3(IMAGE);
    private final S3Client s3 = S3Client.builder()
            .httpClient(fake)
            .region(Region.US_WEST_2)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .build();

    @AfterEach
    void close() {
        s3.close();
    }

    /** The SDK verifies the checksum. */
    @Test
    void answersGetWithTheImageAndItsChecksum() {
        ResponseBytes<GetObjectResponse> image =
                s3.getObjectAsBytes(r -> r.bucket("b").key("k").checksumMode(ChecksumMode.ENABLED));
        assertThat(image.asByteArray()).isEqualTo(IMAGE);
        assertThat(image.response().checksumCRC32()).isEqualTo("y/Q5Jg==");
        assertThat(image.response().lastModified()).isNotNull();
        assertThat(fake.writes()).isZero();
    }

    /** So that the SDK reads it, too, and computes its checksum. */
    @Test
    void readsTheBodyOfAPut() {
        AtomicInteger unread = new AtomicInteger();
        RequestBody body = RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(IMAGE) {
                    @Override
                    public void close() {
                        unread.set(available());
                    }
                },
                IMAGE.length,
                "application/zip");
        unread.set(IMAGE.length);
        s3.putObject(r -> r.bucket("b").key("k"), body);
        assertThat(unread).hasValue(0);
        assertThat(fake.writes()).isEqualTo(1);
    }
}
