package dev.zips3.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.function.s3.PartSize;
import dev.zips3.integration.FunctionProcess;
import dev.zips3.integration.InProcessFunction;
import dev.zips3.integration.Seeds;
import dev.zips3.integration.TestBucket;
import dev.zips3.integration.ZipVerifier;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The function's process is killed while it zips a large image, and the event is delivered again. */
final class KillTest {

    private static final String IMAGE = "images/large.png";
    private static final String ZIP = "zip/large.png.zip";
    /** Four parts of 8 MiB and a shorter one. */
    private static final byte[] CONTENT = TestBucket.noise(35_000_000, 1);

    private static final int MOMENTS = 6;

    private TestBucket bucket;
    private FaultyNetwork network;

    @BeforeEach
    void start() throws IOException {
        bucket = new TestBucket();
        network = new FaultyNetwork(bucket.endpoint());
    }

    @AfterEach
    void stop() throws IOException {
        network.close();
        bucket.close();
    }

    @Test
    void publishesNothingIfKilledWhileItCompletes() throws Exception {
        killAt(S3Call.COMPLETE, 1);
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource({"GET, 1", "CREATE, 1", "PART, 1", "PART, 5"})
    void publishesNothingIfKilledAtARequest(S3Call call, int number) throws Exception {
        killAt(call, number);
    }

    @Tag("full")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    @Test
    void publishesACompleteZipOrNoneIfKilledAtARandomMoment() throws Exception {
        long start = System.nanoTime();
        try (FunctionProcess process = function(bucket.upload(IMAGE, CONTENT))) {
            process.awaitOutput();
        }
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        for (long seed : Seeds.of(MOMENTS).toList()) {
            bucket.delete(ZIP);
            String event = bucket.upload(IMAGE, CONTENT);
            try (FunctionProcess process = function(event)) {
                TimeUnit.MILLISECONDS.sleep(new Random(seed).nextLong(milliseconds));
                process.kill();
            }
            bucket.get(ZIP)
                    .ifPresent(zip -> assertThat(ZipVerifier.isZipOf(zip, "large.png", CONTENT))
                            .as("the ZIP is complete (-Dzips3.seed=%s)", seed)
                            .isTrue());
            deliverAgain(event);
        }
    }

    /** The request stalls, so that the process is certainly in the middle of it when it is killed. */
    private void killAt(S3Call call, int number) throws Exception {
        String event = bucket.upload(IMAGE, CONTENT);
        S3Request request = new S3Request(call, number);
        network.plan(List.of(request.once(Fault.STALLED)));
        try (FunctionProcess process = function(event)) {
            network.awaitRequest(request);
            process.kill();
        }
        assertThat(bucket.get(ZIP)).isEmpty();
        deliverAgain(event);
    }

    private void deliverAgain(String event) {
        new InProcessFunction(bucket.settings(), bucket.user(), PartSize.MIN).deliver(event);
        assertThat(ZipVerifier.isZipOf(bucket.get(ZIP).orElseThrow(), "large.png", CONTENT))
                .isTrue();
        assertThat(bucket.user().listObjectsV2(r -> r.bucket(TestBucket.NAME)).contents())
                .extracting(S3Object::key)
                .containsExactly(IMAGE, ZIP);
    }

    private FunctionProcess function(String event) throws IOException {
        return FunctionProcess.start(bucket.environment(network.uri()), event);
    }
}
