package dev.zips3.local.s3.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Requests as a web page sends them; they are written by hand because HTTP clients do not let a program set Host. */
class BrowserRulesTest {
    private static final String BUCKET = TestS3.BUCKET.name();

    private TestS3 s3;

    @BeforeEach
    void start() throws IOException {
        s3 = new TestS3();
        s3.put("a", "mine");
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:%d",
                "evil.example",
                "127.0.0.1.evil.example:%d",
                "localhost.evil.example:%d",
                "0.0.0.0:%d"
            })
    void refusesAnotherHostEvenWithASignature(String host) throws Exception {
        String name = host.formatted(s3.uri().getPort());

        assertRefused(send("GET", presigned(s3.uri()), name, ""), name);
        assertRefused(send("GET", presigned(URI.create("http://" + name)), name, ""), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "http://127.0.0.1", "http://localhost:1", "null"})
    void refusesAnotherOriginEvenWithASignature(String origin) throws Exception {
        assertRefused(send("GET", presigned(s3.uri()), host(), "Origin: " + origin + "\r\n"), origin);
    }

    @Test
    void refusesAFormOfAnotherOrigin() throws Exception {
        PostForm form = new PostForm(s3.uri(), TestS3.ACCESS_KEY, TestS3.BUCKET);

        assertThat(form.post("b", "mine")).isEqualTo(204);
        assertRefused(
                send(
                        "POST",
                        "/" + BUCKET,
                        host(),
                        "Origin: http://evil.example\r\nContent-Type: multipart/form-data; boundary=b\r\n"),
                "http://evil.example");
    }

    @Test
    void refusesAPreflight() throws Exception {
        String headers = "Origin: http://evil.example\r\nAccess-Control-Request-Method: PUT\r\n";

        assertRefused(send("OPTIONS", "/" + BUCKET + "/a", host(), headers), "http://evil.example");
    }

    @Test
    void answersItsOwnOriginWithoutCorsHeaders() throws Exception {
        String answer = send("GET", presigned(s3.uri()), host(), "Origin: " + s3.uri() + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("mine");
        assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("access-control-");
    }

    @Test
    void answersClientsOfLocalhost() {
        URI localhost = URI.create("http://localhost:" + s3.uri().getPort());
        try (S3Client client = s3.client(TestS3.ACCESS_KEY)
                .endpointOverride(localhost)
                .forcePathStyle(true)
                .build()) {
            assertThat(client.getObjectAsBytes(request -> request.bucket(BUCKET).key("a"))
                            .asUtf8String())
                    .isEqualTo("mine");
        }
    }

    @Test
    void answersClientsOfAProxyOnThisMachine() throws Exception {
        assertThat(send("GET", presigned(URI.create("http://127.0.0.1:1")), "127.0.0.1:1", ""))
                .startsWith("HTTP/1.1 200")
                .endsWith("mine");
    }

    private String host() {
        return s3.uri().getAuthority();
    }

    /** The path and query of a URL that reads the object. */
    private static String presigned(URI endpoint) {
        try (S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(TestS3.credentials(TestS3.ACCESS_KEY))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build()) {
            return presigner
                    .presignGetObject(presign -> presign.signatureDuration(Duration.ofMinutes(1))
                            .getObjectRequest(request -> request.bucket(BUCKET).key("a")))
                    .url()
                    .getFile();
        }
    }

    private String send(String method, String path, String host, String headers) throws IOException {
        try (Socket socket = new Socket(s3.uri().getHost(), s3.uri().getPort())) {
            socket.setSoTimeout(30_000);
            String request = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers
                    + "Content-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static void assertRefused(String answer, String name) {
        assertThat(answer)
                .startsWith("HTTP/1.1 403")
                .contains("<Code>AccessDenied</Code>", name)
                .doesNotContain("mine");
        assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("access-control-");
    }
}
