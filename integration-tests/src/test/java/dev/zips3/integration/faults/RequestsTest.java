package dev.zips3.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.zips3.function.RecordsFailedException;
import dev.zips3.function.s3.PartSize;
import dev.zips3.integration.FunctionProcess;
import dev.zips3.integration.InProcessFunction;
import dev.zips3.integration.TestBucket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The requests of the function as they are on the wire. */
final class RequestsTest {

    private static final byte[] SMALL = TestBucket.noise(100, 1);
    private static final byte[] LARGE = TestBucket.noise(40_000, 2);
    private static final Pattern PART = Pattern.compile("<Part>.*?</Part>");

    private static TestBucket bucket;
    private static FaultyNetwork network;
    private static S3Client client;
    private static InProcessFunction function;
    /** Of images of both sizes in every situation. */
    private static List<HttpMessage> requests;

    @BeforeAll
    static void makeEveryRequest() throws IOException {
        bucket = new TestBucket();
        network = new FaultyNetwork(bucket.endpoint());
        client = bucket.clientAt(network.uri(), Duration.ofSeconds(60));
        function = new InProcessFunction(bucket.settings(), client, Situation.PART);
        network.plan(List.of(new S3Request(S3Call.COMPLETE, 1).once(Fault.CONFLICT)));
        for (byte[] image : List.of(SMALL, LARGE)) {
            makeEveryRequest(image);
        }
        requests = network.messages();
    }

    /** No ZIP is there, its own, an older image's, a foreign object; and the same without sequencers. */
    private static void makeEveryRequest(byte[] image) {
        String key = "images/" + image.length + " ü+%.png";
        String event = bucket.upload(key, image);
        function.deliver(event);
        function.deliver(event);
        function.deliver(bucket.upload(key, image));
        bucket.user().putObject(r -> r.bucket(TestBucket.NAME).key("zip/foreign.png.zip"), RequestBody.fromString("?"));
        function.deliver(bucket.upload("images/foreign.png", image));
        bucket.delete("zip/foreign.png.zip");
        function.deliver(withoutSequencer(bucket.upload("images/unordered.png", image)));
        function.deliver(withoutSequencer(bucket.upload("images/unordered.png", new byte[1])));
    }

    private static String withoutSequencer(String event) {
        return event.replaceFirst(",\"sequencer\":\"[0-9A-F]+\"", "");
    }

    @BeforeEach
    void planNoFaults() {
        network.plan(List.of());
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        network.close();
        bucket.close();
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
                .containsOnly(bucket.owner());
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
    void writeOnlyUnderThePrefixOfZips() {
        assertThat(of(S3Call.PUT, S3Call.CREATE, S3Call.PART, S3Call.COMPLETE, S3Call.ABORT))
                .hasSizeGreaterThan(20)
                .allMatch(request -> request.target().startsWith("/" + TestBucket.NAME + "/zip/"));
    }

    @Test
    void readTheETagOfTheEventAndAskForTheChecksum() {
        assertThat(of(S3Call.GET))
                .hasSizeGreaterThan(10)
                .allSatisfy(request -> assertThat(request.header("if-match")).matches("\"[0-9a-f]{32}\""))
                .allMatch(request -> "ENABLED".equals(request.header("x-amz-checksum-mode")));
    }

    private static List<S3Call> callsWithoutParts() {
        return network.requests().stream()
                .map(S3Request::call)
                .filter(call -> call != S3Call.PART)
                .toList();
    }

    /** The S3 user guide on conditional writes: after 409 "re-upload each part". */
    @ParameterizedTest
    @EnumSource(names = {"CONFLICT", "CONFLICT_WITH_STATUS_200"})
    void startAMultipartUploadAgainAfterAConflict(Fault conflict) {
        String event = bucket.upload("images/" + conflict + ".png", LARGE);
        network.plan(List.of(new S3Request(S3Call.COMPLETE, 1).once(conflict)));
        assertThat(function.deliver(event)).isEqualTo("ZIPPED");
        assertThat(callsWithoutParts())
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

    /** Nothing is uploaded again: only the condition was wrong. */
    @ParameterizedTest
    @EnumSource(names = {"PRECONDITION_FAILED", "PRECONDITION_FAILED_WITH_STATUS_200"})
    void lookAtTheZipAfterAFailedConditionAndCompleteAgain(Fault failure) {
        String event = bucket.upload("images/" + failure + ".png", LARGE);
        network.plan(List.of(new S3Request(S3Call.COMPLETE, 1).once(failure)));
        assertThat(function.deliver(event)).isEqualTo("ZIPPED");
        assertThat(callsWithoutParts())
                .containsExactly(S3Call.GET, S3Call.CREATE, S3Call.COMPLETE, S3Call.HEAD, S3Call.COMPLETE);
    }

    /** The client sends the Complete three times; then the function starts again with the image. */
    @Test
    void startAgainIfAnInternalErrorWithStatus200Lasts() {
        String event = bucket.upload("images/internal error.png", LARGE);
        network.plan(IntStream.rangeClosed(1, 3)
                .mapToObj(number -> new S3Request(S3Call.COMPLETE, number).once(Fault.INTERNAL_ERROR_WITH_STATUS_200))
                .toList());
        assertThat(function.deliver(event)).isEqualTo("ZIPPED");
        assertThat(callsWithoutParts())
                .containsExactly(
                        S3Call.GET,
                        S3Call.CREATE,
                        S3Call.COMPLETE,
                        S3Call.COMPLETE,
                        S3Call.COMPLETE,
                        S3Call.ABORT,
                        S3Call.GET,
                        S3Call.CREATE,
                        S3Call.COMPLETE);
    }

    /** The function runs as in Lambda, because its S3 client decides about the checksum. */
    @Test
    void carryTheChecksumOfTheirBody() throws IOException, InterruptedException {
        for (int size : List.of(100, PartSize.MIN + 1)) {
            String event = bucket.upload("images/" + size + ".png", TestBucket.noise(size, size));
            try (FunctionProcess process = FunctionProcess.start(bucket.environment(network.uri()), event)) {
                assertThat(process.awaitOutput()).contains("ZIPPED");
            }
        }
        assertThat(network.messages())
                .filteredOn(request -> List.of(S3Call.PUT, S3Call.PART).contains(call(request)))
                .hasSize(3)
                .allMatch(request -> "x-amz-checksum-crc32".equals(request.header("x-amz-trailer"))
                        || request.header("x-amz-checksum-crc32") != null);
    }

    /**
     * S3 refuses a Complete that leaves out the checksum of a part which was uploaded with one. With FULL_OBJECT on
     * both requests it compares the checksum of the whole ZIP with the object that it assembled.
     */
    @Test
    void completeWithTheChecksumOfEachPartAndOfTheZip() {
        assertThat(of(S3Call.CREATE))
                .isNotEmpty()
                .allMatch(request -> "CRC32".equals(request.header("x-amz-checksum-algorithm")))
                .allMatch(request -> "FULL_OBJECT".equals(request.header("x-amz-checksum-type")));
        for (HttpMessage complete : of(S3Call.COMPLETE)) {
            String body = new String(complete.body(), StandardCharsets.UTF_8);
            assertThat(PART.matcher(body).results().map(part -> part.group()))
                    .as(body)
                    .hasSize(3)
                    .allMatch(part -> part.matches(".*<ChecksumCRC32>[A-Za-z0-9+/]{6}==</ChecksumCRC32>.*"));
            assertThat(complete.header("x-amz-checksum-type")).isEqualTo("FULL_OBJECT");
            assertThat(complete.header("x-amz-checksum-crc32")).matches("[A-Za-z0-9+/]{6}==");
        }
    }

    @Test
    void completeWithTheCrc32OfTheZip() {
        String event = bucket.upload("images/crc32.png", LARGE);
        function.deliver(event);
        CRC32 crc = new CRC32();
        crc.update(bucket.get("zip/crc32.png.zip").orElseThrow());
        byte[] expected =
                ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
        assertThat(network.messages())
                .filteredOn(request -> call(request) == S3Call.COMPLETE)
                .extracting(request -> request.header("x-amz-checksum-crc32"))
                .containsExactly(Base64.getEncoder().encodeToString(expected));
    }

    /** To S3 two dots are part of a key; a client that resolved them like a path would read another object. */
    @Test
    void askForAKeyWithTwoDots() {
        String event = """
                {"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"test-bucket"},\
                "object":{"key":"images/../../elsewhere/a.png"}}}]}""";
        network.plan(List.of(new S3Request(S3Call.GET, 1).once(Fault.PRECONDITION_FAILED)));
        function.deliver(event);
        assertThat(network.messages())
                .extracting(HttpMessage::target)
                .containsExactly("/test-bucket/images/../../elsewhere/a.png");
    }

    @Test
    void areNotMadeOnceTheInvocationHasNoTimeLeft() {
        String event = bucket.upload("images/late.png", SMALL);
        assertThatExceptionOfType(RecordsFailedException.class)
                .isThrownBy(() -> function.deliver(event, Duration.ZERO));
        assertThat(network.requests()).isEmpty();
    }

    /** The client's socket timeout is a minute, the invocation's time two seconds. */
    @Test
    void abortTheUploadInTimeIfTheImageStalls() {
        String event = bucket.upload("images/half.png", TestBucket.noise(600_000, 3));
        network.plan(List.of(new S3Request(S3Call.GET, 1).once(Fault.BODY_STALLED)));
        assertThatExceptionOfType(RecordsFailedException.class)
                .isThrownBy(() -> function.deliver(event, Duration.ofSeconds(2)))
                .withMessageContaining("not enough of the invocation's time is left");
        assertThat(network.requests()).contains(new S3Request(S3Call.CREATE, 1), new S3Request(S3Call.ABORT, 1));
        assertThat(bucket.openUploads("zip/half.png.zip")).isEmpty();
    }

    /** Without the client's own read timeout the request would stall until the deadline, 15 minutes later. */
    @Tag("full")
    @Test
    void areRetriedAfterTheReadTimeout() throws IOException, InterruptedException {
        String event = bucket.upload("images/stalled.png", SMALL);
        network.plan(List.of(new S3Request(S3Call.GET, 1).once(Fault.STALLED)));
        try (FunctionProcess process = FunctionProcess.start(bucket.environment(network.uri()), event)) {
            assertThat(process.awaitOutput()).contains("ZIPPED");
        }
    }
}
