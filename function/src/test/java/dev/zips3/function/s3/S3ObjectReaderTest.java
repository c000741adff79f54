package dev.zips3.function.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.zips3.function.Content;
import dev.zips3.function.ImageZipperTest;
import dev.zips3.function.StoppedClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

final class S3ObjectReaderTest {

    private static final byte[] CONTENT = Content.noise(200_000);

    private final StoppedClock clock = new StoppedClock();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private int aborted;
    private int closed;

    private S3ObjectReader open(String crc64Nvme) {
        InputStream content = new ByteArrayInputStream(CONTENT) {
            @Override
            public void close() {
                closed++;
            }
        };
        return open(crc64Nvme, content);
    }

    private S3ObjectReader open(String crc64Nvme, InputStream content) {
        return S3ObjectReader.open(
                new S3Client() {
                    @Override
                    public <T> T getObject(
                            GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
                        return ImageZipperTest.answered(
                                transformer,
                                GetObjectResponse.builder()
                                        .checksumCRC64NVME(crc64Nvme)
                                        .build(),
                                AbortableInputStream.create(content, () -> aborted++));
                    }

                    @Override
                    public String serviceName() {
                        return "s3";
                    }

                    @Override
                    public void close() {}
                },
                "source",
                "123456789012",
                "images/a.png",
                Optional.empty(),
                Optional.empty());
    }

    private static String crc64Nvme(byte[] content) {
        Crc64Nvme crc = new Crc64Nvme();
        crc.update(content, 0, content.length);
        return crc.base64();
    }

    private Deadline deadline() {
        return new Deadline(clock, Duration.ofMinutes(1));
    }

    @Test
    void readsToTheEndAndClosesOnce() throws IOException {
        S3ObjectReader reader = open(null);
        reader.copyTo(read, deadline());
        reader.close();
        reader.close();
        assertThat(read.toByteArray()).isEqualTo(CONTENT);
        assertThat(closed).isEqualTo(1);
        assertThat(aborted).isZero();
    }

    @Test
    void acceptsBytesThatMatchTheChecksum() throws IOException {
        open(crc64Nvme(CONTENT)).copyTo(read, deadline());
        assertThat(read.toByteArray()).isEqualTo(CONTENT);
    }

    @Test
    void rejectsBytesThatDoNotMatchTheChecksum() {
        String expected = crc64Nvme(Content.noise(CONTENT.length - 1));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> open(expected).copyTo(read, deadline()))
                .withMessage("the object's CRC64NVME is " + crc64Nvme(CONTENT) + ", not " + expected);
    }

    @Test
    void endsItsThreadEvenIfTheCloseFails() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        S3ObjectReader reader = open(null, new ByteArrayInputStream(CONTENT) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                thread.complete(Thread.currentThread());
                return super.read(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                throw new IOException("the connection is broken");
            }
        });
        reader.copyTo(read, deadline());

        assertThatExceptionOfType(IOException.class).isThrownBy(reader::close);

        thread.join().join(Duration.ofSeconds(10).toMillis());
        assertThat(thread.join().isAlive()).isFalse();
    }

    /** Keeping the connection would mean reading the rest. */
    @Test
    void abortsOnceIfNotReadToTheEnd() throws IOException {
        S3ObjectReader reader = open(null);
        reader.close();
        reader.close();
        assertThat(aborted).isEqualTo(1);
    }

    @Test
    void stopsReadingAtTheDeadline() {
        Deadline deadline = deadline();
        clock.pass(Duration.ofSeconds(59));
        assertThatExceptionOfType(OutOfTimeException.class)
                .isThrownBy(() -> open(null).copyTo(read, deadline));
        assertThat(read.size()).isZero();
    }

    /** The client's socket timeout of ten seconds would be too late. */
    @Test
    void stopsReadingAtTheDeadlineEvenIfTheBodyStalls() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                S3Client s3 = LambdaS3Client.builder()
                        .region(Region.US_WEST_2)
                        .endpointOverride(URI.create("http://127.0.0.1:" + server.getLocalPort()))
                        .forcePathStyle(true)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build()) {
            CompletableFuture<Socket> connection = CompletableFuture.supplyAsync(() -> beginOf(server, CONTENT));
            Deadline deadline = new Deadline(Clock.systemUTC(), Duration.ofSeconds(1));
            try (S3ObjectReader reader = S3ObjectReader.open(
                    s3, "source", "123456789012", "images/a.png", Optional.empty(), Optional.empty())) {
                assertThatExceptionOfType(OutOfTimeException.class).isThrownBy(() -> reader.copyTo(read, deadline));
            }
            assertThat(deadline.forAbort()).isPositive();
            connection.join().close();
        }
    }

    /** Sends the response to one request without the last byte of the content, and leaves the connection open. */
    private static Socket beginOf(ServerSocket server, byte[] content) {
        try {
            Socket client = server.accept();
            int read = client.getInputStream().read(new byte[CONTENT.length]);
            assertThat(read).isPositive();
            client.getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nETag: \"e\"\r\nContent-Length: " + content.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write(content, 0, content.length - 1);
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void stopsReadingWhenInterrupted() {
        S3ObjectReader reader = open(null);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> reader.copyTo(read, deadline()));
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }
}
