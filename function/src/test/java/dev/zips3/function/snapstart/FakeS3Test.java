package dev.zips3.function.snapstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without TLS, and by hand: a rehearsal with a client that forgives would not show what is wrong. */
final class FakeS3Test {

    private FakeS3 server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeS3(ServerSocketFactory.getDefault(), "123456789".getBytes(StandardCharsets.US_ASCII));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Socket connected() throws IOException {
        URI uri = server.uri();
        return new Socket(uri.getHost(), uri.getPort());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String rest(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }

    @Test
    void answersAGetWithTheImageAndItsChecksum() throws IOException {
        try (Socket socket = connected()) {
            send(socket, "GET /rehearsal/images/a.png HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(rest(socket.getInputStream()))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Length: 9\r\n", "x-amz-checksum-crc32: y/Q5Jg==\r\n")
                    .endsWith("\r\n\r\n123456789");
        }
    }

    /** What of a request is not read when a connection is closed takes the answer with it. */
    @Test
    void readsAPutToItsEnd() throws IOException {
        try (Socket socket = connected()) {
            send(socket, "PUT /rehearsal/zip/a.png.zip HTTP/1.1\r\ncontent-length: 5\r\nExpect: 100-Continue\r\n\r\n");
            byte[] go = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
            assertThat(new String(go, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            send(socket, "bytes");
            assertThat(rest(socket.getInputStream()))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Length: 0\r\n")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void answersNoSoonerThanItHasTheBody() throws IOException {
        try (Socket socket = connected()) {
            send(socket, "PUT /rehearsal/zip/a.png.zip HTTP/1.1\r\nContent-Length: 5\r\n\r\nbyte");
            socket.shutdownOutput();
            assertThat(rest(socket.getInputStream())).isEmpty();
        }
    }

    @Test
    void outlivesARequestThatBreaksOff() throws IOException {
        try (Socket socket = connected()) {
            send(socket, "GET /");
            socket.shutdownOutput();
            assertThat(rest(socket.getInputStream())).isEmpty();
        }
        answersAGetWithTheImageAndItsChecksum();
    }
}
