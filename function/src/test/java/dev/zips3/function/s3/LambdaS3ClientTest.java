package dev.zips3.function.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

final class LambdaS3ClientTest {

    private static final String FULL_URI = SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.property();

    private final Queue<String> authorizations = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private URI uri;

    /** One server is both the endpoint of the credentials and S3. */
    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        uri = URI.create("http://localhost:" + server.getAddress().getPort());
        server.createContext("/credentials", exchange -> {
            byte[] credentials = """
                    {"AccessKeyId":"FROM-CONTAINER","SecretAccessKey":"secret","Token":"token",
                    "Expiration":"2100-01-01T00:00:00Z"}
                    """.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, credentials.length);
            exchange.getResponseBody().write(credentials);
            exchange.close();
        });
        server.createContext("/", exchange -> {
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        System.clearProperty(FULL_URI);
        server.stop(0);
    }

    /** Lambda sets the variable where it restores the function from a snapshot. */
    @Test
    void takesCredentialsFromTheContainerEndpoint() {
        System.setProperty(FULL_URI, uri + "/credentials");
        try (S3Client s3 = LambdaS3Client.builder()
                .region(Region.US_WEST_2)
                .endpointOverride(uri)
                .forcePathStyle(true)
                .build()) {
            s3.headBucket(r -> r.bucket("bucket"));
        }
        assertThat(authorizations).singleElement().asString().contains("Credential=FROM-CONTAINER/");
    }

    @Test
    void choosesTheSourceOfTheCredentialsAtEachRequest() {
        try (S3Client s3 = LambdaS3Client.builder()
                .region(Region.US_WEST_2)
                .endpointOverride(uri)
                .forcePathStyle(true)
                .build()) {
            System.setProperty(FULL_URI, uri + "/credentials");
            s3.headBucket(r -> r.bucket("bucket"));
        }
        assertThat(authorizations).singleElement().asString().contains("Credential=FROM-CONTAINER/");
    }

    @Test
    void boundsConnectingAndReading() {
        HttpURLConnection connection = LambdaS3Client.connection(uri);
        assertThat(connection.getConnectTimeout()).isEqualTo(2_000);
        assertThat(connection.getReadTimeout()).isEqualTo(10_000);
    }

    @Test
    void leavesTimeInTheReserveToRepeatAnAbortThatStalls() {
        Duration readTimeout = Duration.ofMillis(LambdaS3Client.connection(uri).getReadTimeout());
        assertThat(readTimeout).isPositive().isLessThan(Deadline.RESERVE);
    }
}
