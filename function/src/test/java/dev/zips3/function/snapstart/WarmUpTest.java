package dev.zips3.function.snapstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.zips3.function.StoppedClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.crac.Core;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class WarmUpTest {

    private final List<Map<String, Object>> log = new ArrayList<>();
    private final StoppedClock clock = new StoppedClock();

    /** What S3 gets: the requests that are not answered in memory. */
    private final List<HttpExecuteRequest> sent = new ArrayList<>();

    private void warmUp(String endpoint, WarmUp.Handler handler) {
        new WarmUp(handler, () -> client(endpoint), log::add, clock).beforeCheckpoint(Core.getGlobalContext());
    }

    private S3ClientBuilder client(String endpoint) {
        FakeS3 fake = new FakeS3(new byte[1]);
        SdkHttpClient recording = new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                sent.add(request);
                return fake.prepareRequest(request);
            }

            @Override
            public void close() {}
        };
        return S3Client.builder()
                .httpClient(recording)
                .region(Region.US_WEST_2)
                .endpointOverride(URI.create(endpoint))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")));
    }

    private static void readAndWrite(S3Client s3, Duration remaining) {
        s3.getObjectAsBytes(r -> r.bucket("b").key("images/a.png"));
        s3.putObject(r -> r.bucket("b").key("zip/a.png.zip"), RequestBody.fromString("zip"));
    }

    private Map<String, Object> line() {
        assertThat(log).hasSize(1);
        return log.get(0);
    }

    @Test
    void runsTheHandlerInMemoryAndLogsHowLongItTook() {
        warmUp("http://localhost", (s3, remaining) -> {
            clock.pass(Duration.ofMillis(10));
            readAndWrite(s3, remaining);
        });
        assertThat(line())
                .containsExactly(
                        Map.entry("timestamp", "2026-01-02T03:04:05.240Z"),
                        Map.entry("level", "INFO"),
                        Map.entry("message", "primed"),
                        Map.entry("milliseconds", 240L));
        assertThat(sent).as("requests to an endpoint without TLS").isEmpty();
    }

    @Test
    void runsTheHandlerOverHttpsAndClosesEachConnection() {
        warmUp("https://localhost", WarmUpTest::readAndWrite);
        assertThat(sent)
                .hasSize(8 * 2)
                .allMatch(request -> request.httpRequest()
                        .firstMatchingHeader("Connection")
                        .orElse("keep-alive")
                        .equals("close"));
    }

    @Test
    void ignoresErrorsOverHttps() {
        List<S3Client> clients = new ArrayList<>();
        warmUp("https://localhost", (s3, remaining) -> {
            readAndWrite(s3, remaining);
            if (!sent.isEmpty()) {
                clients.add(s3);
                throw S3Exception.builder().statusCode(403).build();
            }
        });
        assertThat(clients).hasSize(8);
        assertThat(line()).containsEntry("message", "primed");
    }

    /** The first run takes all of its time. */
    @Test
    void spendsFourSecondsOverHttpsAtMost() {
        List<Duration> limits = new ArrayList<>();
        warmUp("https://localhost", (s3, remaining) -> {
            readAndWrite(s3, remaining);
            if (!sent.isEmpty()) {
                limits.add(remaining);
                clock.pass(remaining.dividedBy(limits.size() == 1 ? 4 : 1));
            }
        });
        assertThat(limits).containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(3));
        assertThat(line()).containsEntry("milliseconds", 4_000L);
    }

    @Test
    void warnsIfTheHandlerWritesNothing() {
        warmUp("http://localhost", (s3, remaining) -> {});
        assertThat(line())
                .containsEntry("level", "WARN")
                .containsEntry(
                        "message", "not primed: java.lang.IllegalStateException: the handler wrote 0 ZIPs in 24 runs");
    }

    @Test
    void neverFailsTheInitialization() {
        List<WarmUp.Handler> broken = List.of(
                (s3, remaining) -> {
                    throw new IOException("no image");
                },
                (s3, remaining) -> {
                    throw new NoClassDefFoundError("not in this runtime");
                });
        for (WarmUp.Handler handler : broken) {
            assertThatCode(() -> warmUp("https://localhost", handler)).doesNotThrowAnyException();
        }
        assertThat(log)
                .extracting(line -> line.get("level") + " " + line.get("message"))
                .containsExactly(
                        "WARN not primed: java.io.IOException: no image",
                        "WARN not primed: java.lang.NoClassDefFoundError: not in this runtime");
    }

    @Test
    void staysInterrupted() {
        warmUp("http://localhost", (s3, remaining) -> {
            throw new InterruptedException("told to stop");
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(line()).containsEntry("message", "not primed: java.lang.InterruptedException: told to stop");
    }

    @Test
    void staysInterruptedOverHttps() {
        warmUp("https://localhost", (s3, remaining) -> {
            readAndWrite(s3, remaining);
            if (!sent.isEmpty()) {
                throw new InterruptedException("told to stop");
            }
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(sent).hasSize(2);
    }

    @Test
    void leavesNoThreadBehind() {
        Map<Thread, StackTraceElement[]> before = Thread.getAllStackTraces();
        warmUp("https://localhost", WarmUpTest::readAndWrite);
        TreeSet<String> left = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.containsKey(thread)) {
                left.add(thread.getName());
            }
        }
        assertThat(left).noneMatch(name -> name.startsWith("sdk-") || name.startsWith("Keep-Alive"));
    }

    @Test
    void doesNothingAfterARestore() {
        new WarmUp(WarmUpTest::readAndWrite, () -> client("https://localhost"), log::add, clock)
                .afterRestore(Core.getGlobalContext());
        assertThat(sent).isEmpty();
        assertThat(log).isEmpty();
    }
}
