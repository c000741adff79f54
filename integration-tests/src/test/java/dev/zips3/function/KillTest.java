package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.local.ExactS3;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The function's process is killed in the middle of a large image, and the event is delivered again. */
final class KillTest {

    private static final String IMAGE = "images/large.png";
    private static final String ZIP = "zip/large.png.zip";
    /** Four parts of 8 MiB and a short one. */
    private static final byte[] CONTENT = ProofS3.noise(35_000_000, 1);

    private static final int MOMENTS = 6;

    private ProofS3 s3;
    private FaultyNetwork network;

    @BeforeEach
    void start() throws IOException {
        s3 = new ProofS3();
        network = new FaultyNetwork(s3.uri());
    }

    @AfterEach
    void stop() throws IOException {
        network.close();
        s3.close();
    }

    /** The request never gets its answer, so that the process is in the middle of it for as long as it takes. */
    @ParameterizedTest
    @CsvSource({"GET, 1", "CREATE, 1", "PART, 1", "PART, 5", "COMPLETE, 1"})
    void atARequestHarmsNothing(S3Call call, int number) throws Exception {
        String event = s3.upload(IMAGE, CONTENT);
        S3Request request = new S3Request(call, number);
        network.plan(List.of(request.once(Fault.STALLED)));
        Process process = function(event);
        while (!network.requests().contains(request)) {
            assertThat(process.isAlive()).as("the function before %s", request).isTrue();
            TimeUnit.MILLISECONDS.sleep(5);
        }
        kill(process);
        assertThat(s3.get(ZIP)).isEmpty();
        deliverAgain(event);
    }

    @Test
    void atRandomMomentsHarmsNothing() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long started = System.nanoTime();
        function(s3.upload(IMAGE, CONTENT)).waitFor();
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        for (int moment = 0; moment < MOMENTS; moment++) {
            s3.delete(ZIP);
            String event = s3.upload(IMAGE, CONTENT);
            Process process = function(event);
            TimeUnit.MILLISECONDS.sleep(random.nextLong(milliseconds));
            kill(process);
            s3.get(ZIP)
                    .ifPresent(zip -> assertThat(ReadBack.isZipOf(zip.asByteArray(), "large.png", CONTENT))
                            .as("a ZIP that is there is whole (seed %s)", seed)
                            .isTrue());
            deliverAgain(event);
        }
    }

    private void deliverAgain(String event) {
        new Handler(s3.user(), PartSize.MIN).deliver(event);
        assertThat(ReadBack.isZipOf(s3.get(ZIP).orElseThrow().asByteArray(), "large.png", CONTENT))
                .isTrue();
        assertThat(s3.user().listObjectsV2(r -> r.bucket(ExactS3.BUCKET)).contents())
                .extracting(S3Object::key)
                .containsExactly(IMAGE, ZIP);
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private Process function(String event) throws IOException {
        return FunctionProcess.start(network.uri(), Map.of(), Redirect.DISCARD, event);
    }
}
