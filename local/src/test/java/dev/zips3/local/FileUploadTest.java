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
        "99999, ObjectCreated:Put, 0",
        "100000, ObjectCreated:CompleteMultipartUpload, 1",
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

    /** 8 MiB in 10,000 parts are 78 GiB; S3's largest object has 48.8 TiB. */
    @ParameterizedTest
    @CsvSource({
        "1, 8388608",
        "83886080000, 8388608",
        "83886080001, 16777216",
        "167772160001, 33554432",
        "53687091200000, 8589934592"
    })
    void needsTenThousandPartsAtMost(long size, long partSize) {
        FileUpload large = new FileUpload(client, s3.bucket(), FileUpload.DEFAULT_PART_SIZE, sent::addAndGet);

        assertThat(large.partSizeFor(size)).isEqualTo(partSize);
    }

    @ParameterizedTest
    @CsvSource({
        "a.png, image/png",
        "a.PNG, image/png",
        "a#b.c.jpg, image/jpeg",
        "a.txt, text/plain",
        "a.unknown, binary/octet-stream",
        "png, binary/octet-stream"
    })
    void sendsTheContentTypeOfTheExtension(String name, String contentType) throws Exception {
        for (int size : new int[] {1, PART}) {
            Path file = Files.write(directory.resolve(name), new byte[size]);

            upload.upload(file, size, "images/type");

            assertThat(client.headObject(r -> r.bucket(s3.bucket()).key("images/type"))
                            .contentType())
                    .isEqualTo(contentType);
        }
    }

    /** S3 would keep the parts. The file is shorter than its size says, so its second part fails. */
    @Test
    void abortsAnUploadWhosePartFails() throws Exception {
        Path file = Files.write(directory.resolve("short.png"), new byte[PART]);

        assertThatThrownBy(() -> upload.upload(file, 2 * PART, "images/short.png"))
                .hasNoSuppressedExceptions();

        assertNoOpenUpload();
    }

    private static void assertNoOpenUpload() {
        assertThat(client.listMultipartUploads(r -> r.bucket(s3.bucket())).uploads())
                .isEmpty();
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
        for (int size : new int[] {PART - 1, PART}) {
            Path file = Files.write(directory.resolve("long.png"), new byte[size]);
            FileUpload interrupted = new FileUpload(
                    client, s3.bucket(), PART, bytes -> Thread.currentThread().interrupt());

            try {
                assertThatThrownBy(() -> interrupted.upload(file, size, "images/long.png"))
                        .isInstanceOf(SdkClientException.class)
                        .hasNoSuppressedExceptions();
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
        }
        assertNoOpenUpload();
        assertThatThrownBy(() -> client.headObject(r -> r.bucket(s3.bucket()).key("images/long.png")))
                .isInstanceOf(NoSuchKeyException.class);
    }
}
