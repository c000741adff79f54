package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.function.s3.LambdaS3Client;
import dev.zips3.function.snapstart.WarmUp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.crac.Core;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The warm-up with the function's handler and the function's kind of client. */
final class WarmUpHandlerTest {

    private static final int TIMEOUT_MILLIS = 20_000;

    /** RFC 8446, 5.1: the content type of a handshake. */
    private static final int TLS_HANDSHAKE = 22;

    /** A client that is out of time closes the connection before it sends anything. */
    private static final int END_OF_STREAM = -1;

    /** A prefix and a suffix that have to be encoded in the event. */
    private static final Settings SETTINGS = new Settings("bucket", "123456789012", "ä +%/images/", ".p\"ng", "zip/");

    private final List<Map<String, Object>> log = new ArrayList<>();

    /** Two runs over HTTPS take all of the time that the warm-up gives them. */
    private void warmUp(String endpoint) {
        StoppedClock clock = new StoppedClock();
        WarmUp.Handler handler = (s3, remaining) -> {
            clock.pass(Duration.ofSeconds(2));
            new WarmUpHandler(SETTINGS).handle(s3, remaining);
        };
        new WarmUp(handler, () -> client(endpoint), log::add, clock).beforeCheckpoint(Core.getGlobalContext());
    }

    private static S3ClientBuilder client(String endpoint) {
        return LambdaS3Client.builder()
                .region(Region.US_WEST_2)
                .endpointOverride(URI.create(endpoint))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")));
    }

    @Test
    void zipsTheImageOfTheWarmUp() {
        warmUp("http://localhost");
        assertThat(log).singleElement().extracting(line -> line.get("message")).isEqualTo("primed");
    }

    /** Lambda's endpoint is not asked, so that no real credentials get into the snapshot. */
    @Test
    void takesCredentialsFromAnEndpointOfItsOwn() {
        Set<Optional<String>> tokens = new HashSet<>();
        ExecutionInterceptor recording = new ExecutionInterceptor() {
            @Override
            public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
                tokens.add(context.httpRequest().firstMatchingHeader("X-Amz-Security-Token"));
            }
        };
        new WarmUp(
                        new WarmUpHandler(SETTINGS),
                        () -> LambdaS3Client.builder()
                                .region(Region.US_WEST_2)
                                .endpointOverride(URI.create("http://localhost"))
                                .overrideConfiguration(c -> c.addExecutionInterceptor(recording)),
                        log::add,
                        new StoppedClock())
                .beforeCheckpoint(Core.getGlobalContext());
        assertThat(log).singleElement().extracting(line -> line.get("message")).isEqualTo("primed");
        assertThat(tokens).containsExactly(Optional.of("warm-up"));
        assertThat(System.getProperty(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.property()))
                .isNull();
    }

    /** No object has the ETag, so an image that somebody uploads under this key stays without a ZIP. */
    @Test
    void asksForAnImageThatCannotExist() throws IOException {
        AtomicReference<GetObjectRequest> asked = new AtomicReference<>();
        S3Client s3 = new S3Client() {
            @Override
            public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
                asked.set(request);
                throw S3Exception.builder().statusCode(412).build();
            }

            @Override
            public String serviceName() {
                return "s3";
            }

            @Override
            public void close() {}
        };
        new WarmUpHandler(SETTINGS).handle(s3, Duration.ofMinutes(1));
        assertThat(asked.get().key()).isEqualTo("ä +%/images/warm-up.p\"ng");
        assertThat(asked.get().expectedBucketOwner()).isEqualTo("123456789012");
        assertThat(asked.get().ifMatch()).isEqualTo("\"00000000000000000000000000000000\"");
    }

    /** The server is gone after the first byte, as S3 may be. */
    @Test
    void beginsATlsHandshake() throws Exception {
        Queue<Integer> firstBytes = new ConcurrentLinkedQueue<>();
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            server.setSoTimeout(TIMEOUT_MILLIS);
            Thread serving = new Thread(() -> recordFirstBytes(server, firstBytes), "tls");
            serving.setDaemon(true);
            serving.start();
            warmUp("https://127.0.0.1:" + server.getLocalPort());
        }
        assertThat(firstBytes).contains(TLS_HANDSHAKE).isSubsetOf(TLS_HANDSHAKE, END_OF_STREAM);
        assertThat(log).singleElement().extracting(line -> line.get("message")).isEqualTo("primed");
    }

    private static void recordFirstBytes(ServerSocket server, Queue<Integer> firstBytes) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.setSoTimeout(TIMEOUT_MILLIS);
                firstBytes.add(client.getInputStream().read());
            } catch (IOException e) {
                // The test is over, or the client closed the connection.
            }
        }
    }
}
