package dev.zips3.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zips3.local.assembly.FixtureAssembly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

@Timeout(120)
class FileUploadTest {

    private static final int PART = 100_000;

    @TempDir
    static Path directory;

    private static LocalS3 s3;
    private static S3Client client;
    private final AtomicLong sent = new AtomicLong();
    private final FileUpload upload = new FileUpload(client, s3.bucket(), PART, sent::addAndGet);

    @BeforeAll
    static void start() throws IOException {
        s3 = LocalS3.start(FixtureAssembly.in(directory.resolve("cdk.out")).directory());
        client = s3.client();
    }

    @AfterAll
    static void stop() {
        client.close();
        s3.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0, ObjectCreated:Put, 0",
        "1, ObjectCreated:Put, 0",
        "100000, ObjectCreated:Put, 0",
        "100001, ObjectCreated:CompleteMultipartUpload, 2",
        "200000, ObjectCreated:CompleteMultipartUpload, 2",
        "250000, ObjectCreated:CompleteMultipartUpload, 3"
    })
    void uploadsAFileWholeOrInParts(int size, String eventName, int parts) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Path file = Files.write(directory.resolve("file.png"), bytes);
        String key = "images/" + size + ".png";

        upload.upload(file, size, key);

        assertThat(upload.eventName(size)).isEqualTo(eventName);
        JsonNode event = new ObjectMapper()
                .readTree(s3.awaitEvent(key, Duration.ofSeconds(30)))
                .at("/Records/0");
        assertThat(event.path("eventName").asText()).isEqualTo(eventName);
        assertThat(event.at("/s3/object/eTag").asText()).matches(parts == 0 ? "[0-9a-f]{32}" : "[0-9a-f]{32}-" + parts);
        assertThat(client.getObjectAsBytes(r -> r.bucket(s3.bucket()).key(key)).asByteArray())
                .isEqualTo(bytes);
        assertThat(sent).hasValueGreaterThanOrEqualTo(size);
    }

    @Test
    void namesAFileThatVanished() {
        Path missing = directory.resolve("missing.png");

        assertThatThrownBy(() -> upload.upload(missing, 1, "images/missing.png"))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(NoSuchFileException.class)
                .hasMessage("cannot read " + missing);
    }

    /** Otherwise Ctrl-C would wait for a large file: a socket ignores an interrupt, but the SDK looks between reads. */
    @Test
    void endsWhenItsThreadIsInterrupted() throws Exception {
        Path file = Files.write(directory.resolve("long.png"), new byte[PART]);
        FileUpload interrupted = new FileUpload(
                client, s3.bucket(), PART, bytes -> Thread.currentThread().interrupt());

        try {
            assertThatThrownBy(() -> interrupted.upload(file, PART, "images/long.png"))
                    .isInstanceOf(SdkClientException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThatThrownBy(() -> client.headObject(r -> r.bucket(s3.bucket()).key("images/long.png")))
                .isInstanceOf(NoSuchKeyException.class);
    }
}
