package dev.zips3.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zips3.local.s3.event.ObjectEvent;
import dev.zips3.local.s3.http.TestS3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

@Timeout(120)
class FileUploadTest {

    private static final int PART = 5 << 20;

    @TempDir
    static Path directory;

    private static TestS3 s3;
    private final AtomicLong sent = new AtomicLong();
    private final FileUpload upload = new FileUpload(s3.client(), TestS3.BUCKET.name(), PART, sent::addAndGet);

    @BeforeAll
    static void start() throws IOException {
        s3 = new TestS3(directory.resolve("objects"));
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0, ObjectCreated:Put, 0",
        "1, ObjectCreated:Put, 0",
        "5242880, ObjectCreated:Put, 0",
        "5242881, ObjectCreated:CompleteMultipartUpload, 2",
        "10485760, ObjectCreated:CompleteMultipartUpload, 2",
        "12582912, ObjectCreated:CompleteMultipartUpload, 3"
    })
    void aFileArrivesWholeAndInParts(int size, String event, int parts) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Path file = Files.write(directory.resolve("file.png"), bytes);
        String key = "images/" + size + ".png";

        upload.upload(file, size, key);

        assertThat(upload.eventName(size)).isEqualTo(event);
        ObjectEvent heard = s3.event();
        assertThat(heard.eventName()).isEqualTo(event);
        assertThat(heard.key()).isEqualTo(key);
        assertThat(heard.eTag()).matches(parts == 0 ? "[0-9a-f]{32}" : "[0-9a-f]{32}-" + parts);
        assertThat(s3.client()
                        .getObjectAsBytes(r -> r.bucket(TestS3.BUCKET.name()).key(key))
                        .asByteArray())
                .isEqualTo(bytes);
        assertThat(sent).hasValueGreaterThanOrEqualTo(size);
    }

    @Test
    void aFileThatVanishedIsNamed() {
        Path missing = directory.resolve("missing.png");

        assertThatThrownBy(() -> upload.upload(missing, 1, "images/missing.png"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot read " + missing)
                .satisfies(failure -> assertThat(Explanation.of(failure))
                        .contains("File system: " + missing + " (NoSuchFileException)"));
    }

    /**
     * Or Ctrl-C would wait for the end of a large file: a socket heeds no interrupt, but the SDK looks between reads.
     */
    @Test
    void anInterruptEndsIt() throws Exception {
        Path file = Files.write(directory.resolve("long.png"), new byte[PART]);
        FileUpload interrupted = new FileUpload(
                s3.client(),
                TestS3.BUCKET.name(),
                PART,
                bytes -> Thread.currentThread().interrupt());

        try {
            assertThatThrownBy(() -> interrupted.upload(file, PART, "images/long.png"))
                    .isInstanceOf(SdkClientException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThatThrownBy(() -> s3.get("images/long.png")).hasMessageContaining("404");
    }
}
