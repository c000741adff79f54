package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.local.ExactS3;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What goes over the wire, on each way that an image can take. */
final class RequestsTest {

    private static final byte[] SMALL = ProofS3.noise(100, 1);
    private static final byte[] LARGE = ProofS3.noise(40_000, 2);

    private static List<HttpMessage> requests;

    @BeforeAll
    static void goEveryWay() throws IOException {
        try (ProofS3 s3 = new ProofS3();
                FaultyNetwork network = new FaultyNetwork(s3.uri());
                S3Client client = ProofS3.client(network.uri(), Duration.ofSeconds(60))) {
            Handler handler = new Handler(client, FaultScenario.PART);
            network.plan(List.of(new S3Request(S3Call.COMPLETE, 1).once(Fault.CONFLICT)));
            for (byte[] image : List.of(SMALL, LARGE)) {
                goEveryWay(s3, handler, image);
            }
            requests = network.heads();
        }
    }

    /** To no ZIP, to its own, to that of an older image, to somebody else's, and where nothing tells the order. */
    private static void goEveryWay(ProofS3 s3, Handler handler, byte[] image) {
        String key = "images/" + image.length + " ü+%.png";
        String event = s3.upload(key, image);
        handler.deliver(event);
        handler.deliver(event);
        handler.deliver(s3.upload(key, image));
        s3.user().putObject(r -> r.bucket(ExactS3.BUCKET).key("zip/foreign.png.zip"), RequestBody.fromString("theirs"));
        handler.deliver(s3.upload("images/foreign.png", image));
        s3.delete("zip/foreign.png.zip");
        handler.deliver(History.Sequencing.NONE.of(s3.upload("images/unordered.png", image), 0));
        handler.deliver(History.Sequencing.NONE.of(s3.upload("images/unordered.png", new byte[1]), 0));
    }

    private static S3Call call(HttpMessage request) {
        return S3Call.of(request.method(), request.target());
    }

    private static List<HttpMessage> of(S3Call... calls) {
        return requests.stream()
                .filter(request -> Arrays.asList(calls).contains(call(request)))
                .toList();
    }

    @Test
    void nameTheOwnerOfTheBucket() {
        assertThat(requests).extracting(RequestsTest::call).contains(S3Call.values());
        assertThat(requests)
                .extracting(request -> request.header("x-amz-expected-bucket-owner"))
                .containsOnly(ExactS3.OWNER);
    }

    @Test
    void writeUnderACondition() {
        assertThat(of(S3Call.PUT, S3Call.COMPLETE))
                .extracting(request -> request.header("if-none-match"), request -> request.header("if-match"))
                .allMatch(condition -> "*".equals(condition.toList().get(0))
                        ^ condition.toList().get(1) != null)
                .anyMatch(condition -> condition.toList().get(0) == null);
    }

    @Test
    void writeBelowTheirPrefixAlone() {
        assertThat(of(S3Call.PUT, S3Call.CREATE, S3Call.PART, S3Call.COMPLETE, S3Call.ABORT))
                .hasSizeGreaterThan(20)
                .allMatch(request -> request.target().startsWith("/" + ExactS3.BUCKET + "/zip/"));
    }

    @Test
    void readTheImageOfTheEventAndItsChecksum() {
        assertThat(of(S3Call.GET))
                .hasSizeGreaterThan(10)
                .allSatisfy(request -> assertThat(request.header("if-match")).matches("\"[0-9a-f]{32}\""))
                .allMatch(request -> "ENABLED".equals(request.header("x-amz-checksum-mode")));
    }

    /** S3's guide to conditional writes: "re-upload each part". */
    @Test
    void startAMultipartUploadAgainAfterAConflict() throws IOException {
        try (ProofS3 s3 = new ProofS3();
                FaultyNetwork network = new FaultyNetwork(s3.uri());
                S3Client client = ProofS3.client(network.uri(), Duration.ofSeconds(60))) {
            String event = s3.upload("images/a.png", LARGE);
            network.plan(List.of(new S3Request(S3Call.COMPLETE, 1).once(Fault.CONFLICT)));
            assertThat(new Handler(client, FaultScenario.PART).deliver(event)).isEqualTo(Outcome.Kind.ZIPPED);
            assertThat(network.requests())
                    .extracting(S3Request::call)
                    .filteredOn(call -> call != S3Call.PART)
                    .containsExactly(
                            S3Call.GET,
                            S3Call.CREATE,
                            S3Call.COMPLETE,
                            S3Call.HEAD,
                            S3Call.ABORT,
                            S3Call.GET,
                            S3Call.CREATE,
                            S3Call.COMPLETE);
        }
    }

    /** Of the function as it is wired in Lambda, since whether they do is for the client to decide. */
    @Test
    void carryTheChecksumOfTheirBytes() throws Exception {
        try (ProofS3 s3 = new ProofS3();
                FaultyNetwork network = new FaultyNetwork(s3.uri())) {
            for (int size : List.of(100, PartSize.MIN + 1)) {
                String event = s3.upload("images/" + size + ".png", ProofS3.noise(size, size));
                FunctionProcess.start(network.uri(), Map.of(), Redirect.DISCARD, event)
                        .waitFor();
            }
            assertThat(network.heads())
                    .filteredOn(request -> List.of(S3Call.PUT, S3Call.PART).contains(call(request)))
                    .hasSize(3)
                    .allMatch(request -> "x-amz-checksum-crc32".equals(request.header("x-amz-trailer"))
                            || request.header("x-amz-checksum-crc32") != null);
        }
    }

    /** Two dots are no folder to S3, and a client that took them for one would ask for another object. */
    @Test
    void askForTheVeryKey() throws IOException {
        String event = """
                {"Records":[{"eventTime":"2026-01-02T03:04:05Z","eventName":"ObjectCreated:Put","s3":{\
                "bucket":{"name":"proof-bucket"},"object":{"key":"images/../../elsewhere/a.png"}}}]}""";
        try (ProofS3 s3 = new ProofS3();
                FaultyNetwork network = new FaultyNetwork(s3.uri());
                S3Client client = ProofS3.client(network.uri(), Duration.ofSeconds(60))) {
            network.plan(List.of(new S3Request(S3Call.GET, 1).once(Fault.PRECONDITION_FAILED)));
            new Handler(client, FaultScenario.PART).deliver(event);
            assertThat(network.heads())
                    .extracting(HttpMessage::target)
                    .containsExactly("/proof-bucket/images/../../elsewhere/a.png");
        }
    }
}
