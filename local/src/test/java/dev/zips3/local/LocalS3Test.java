package dev.zips3.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zips3.local.assembly.FixtureAssembly;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class LocalS3Test {

    @TempDir
    Path directory;

    @Test
    void returnsTheEventsOfEachKeyInOrder() throws Exception {
        try (LocalS3 s3 = LocalS3.start(FixtureAssembly.in(directory).directory());
                S3Client client = s3.client()) {
            for (String content : new String[] {"1", "22", "333"}) {
                client.putObject(r -> r.bucket(s3.bucket()).key("images/a.png"), RequestBody.fromString(content));
            }
            client.putObject(r -> r.bucket(s3.bucket()).key("other/b.png"), RequestBody.fromString("x"));

            for (int size = 1; size <= 3; size++) {
                assertThat(s3.awaitEvent("images/a.png", Duration.ofSeconds(30)))
                        .contains("\"size\":" + size + ",");
            }
            assertThatThrownBy(() -> s3.awaitEvent("other/b.png", Duration.ofMillis(1)))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("other/b.png");
            assertThat(s3.bucket()).isEqualTo(FixtureAssembly.BUCKET);
            assertThat(s3.bucketOwner()).isEqualTo("000000000000");
            assertThat(s3.region()).isEqualTo("us-west-2");
        }
    }

    @Test
    void hasANewSecretInEachRun() throws Exception {
        Path assembly = FixtureAssembly.in(directory).directory();
        try (LocalS3 one = LocalS3.start(assembly);
                LocalS3 other = LocalS3.start(assembly)) {
            assertThat(one.secretAccessKey()).matches("[0-9A-Za-z_-]{40}").isNotEqualTo(other.secretAccessKey());
            assertThat(one.accessKeyId()).isEqualTo(other.accessKeyId());
        }
    }

    @Test
    void refusesATemplateThatItDoesNotKnow() throws Exception {
        FixtureAssembly assembly =
                FixtureAssembly.in(directory).with("AWS::S3::Bucket", "/NotificationConfiguration", null);

        assertThatThrownBy(() -> LocalS3.start(assembly.directory()))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("0 buckets that notify a function");
    }
}
