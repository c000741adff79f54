package dev.zips3.local.lambda.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import dev.zips3.local.assembly.DeployedFunction;
import dev.zips3.local.lambda.queue.InvocationResult;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The jar that is deployed, under AWS's own client as SnapStart initializes it, up to the first event. */
@Timeout(120)
final class SnapshotTest {

    /** What Lambda passes to the JVM, so that CRaC's API finds the client's own hooks. */
    private static final String HOOKS = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac";

    private static final DeployedFunction FUNCTION = new DeployedFunction(
            "zipper",
            "arn:aws:lambda:eu-central-1:000000000000:function:zipper:live",
            "1",
            "dev.zips3.function.ZipS3Images::handleRequest",
            512,
            FunctionJar.AMPLE,
            Map.of(
                    "ZIPS3_BUCKET", "bucket",
                    "ZIPS3_BUCKET_OWNER", "000000000000",
                    "ZIPS3_IMAGE_PREFIX", "images/",
                    "ZIPS3_IMAGE_SUFFIX", ".png",
                    "ZIPS3_ZIP_PREFIX", "zip/"),
            Path.of(System.getProperty("zips3.root"), "function", "target", "function.jar"),
            "/aws/lambda/zipper",
            "JSON",
            "eu-central-1");

    @Test
    void theFunctionPrimesItselfBeforeTheSnapshotAndAnswersAfterTheRestore() throws InterruptedException {
        LinkedBlockingQueue<String> log = new LinkedBlockingQueue<>();
        RuntimeClient client = FunctionJar.clients().findFirst().orElseThrow();
        RuntimeSettings settings =
                new RuntimeSettings(client, Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"), List.of(HOOKS), 1);
        try (FunctionRuntime runtime =
                new FunctionRuntime(FUNCTION, settings, Clock.systemUTC(), line -> log.add(line.text()))) {
            InvocationResult result = runtime.invoke("first", "{\"Event\":\"s3:TestEvent\"}".getBytes(UTF_8));

            assertThatObject(result).isInstanceOf(InvocationResult.Success.class);
            assertThat(log.stream().anyMatch(line -> line.contains("\"message\":\"primed\"")))
                    .as("the portable client knows no snapshots")
                    .isEqualTo(client == RuntimeClient.AWS);
        }
    }
}
