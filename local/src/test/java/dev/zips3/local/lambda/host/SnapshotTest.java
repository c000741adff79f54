package dev.zips3.local.lambda.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.local.assembly.DeployedFunction;
import dev.zips3.local.lambda.queue.InvocationResult;
import dev.zips3.local.lambda.queue.RuntimeResult;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the jar that is deployed as SnapStart initializes it, up to the first event. */
@Tag("full")
final class SnapshotTest {

    private static final DeployedFunction FUNCTION = new DeployedFunction(
            "zipper",
            "arn:aws:lambda:eu-central-1:000000000000:function:zipper:live",
            "1",
            true,
            "java25",
            "dev.zips3.function.ZipS3Images::handleRequest",
            512,
            FunctionJar.LONG_TIMEOUT,
            Map.of(
                    "ZIPS3_BUCKET", "bucket",
                    "ZIPS3_BUCKET_OWNER", "000000000000",
                    "ZIPS3_IMAGE_PREFIX", "images/",
                    "ZIPS3_IMAGE_SUFFIX", ".png",
                    "ZIPS3_ZIP_PREFIX", "zip/"),
            Path.of(System.getProperty("zips3.root"), "function", "target", "function.jar"),
            new DeployedFunction.Logging("/aws/lambda/zipper", "JSON", Optional.of("INFO")),
            "eu-central-1");

    @Test
    void primesBeforeTheSnapshotAndRespondsAfterTheRestore() throws InterruptedException {
        LinkedBlockingQueue<String> log = new LinkedBlockingQueue<>();
        RuntimeSettings settings = new RuntimeSettings(Map.of(), FunctionJar.CREDENTIALS, List.of(), List.of());
        try (FunctionRuntime runtime =
                new FunctionRuntime(FUNCTION, settings, Clock.systemUTC(), line -> log.add(line.text()))) {
            InvocationResult result = runtime.invoke("first", "{\"Event\":\"s3:TestEvent\"}".getBytes(UTF_8));

            assertThat(result.result()).as("%s %s", result, log).isInstanceOf(RuntimeResult.Response.class);
            assertThat(log).anyMatch(line -> line.contains("\"message\":\"primed\""));
        }
    }
}
