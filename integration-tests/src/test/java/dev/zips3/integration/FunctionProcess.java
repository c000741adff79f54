package dev.zips3.integration;

import dev.zips3.local.ExactS3;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The function in a process of its own, wired as in Lambda; it takes one event from its input. */
final class FunctionProcess {

    private FunctionProcess() {}

    public static void main(String[] arguments) throws IOException {
        new ZipS3Images().handleRequest(System.in, System.out, new TestContext(Duration.ofMinutes(15)));
    }

    /**
     * Starts it.
     *
     * @param environment what is not the proof's own
     * @param output of both its streams
     */
    static Process start(URI s3, Map<String, String> environment, Redirect output, String event) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                FunctionProcess.class.getName());
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL_S3",
                        s3.toString(),
                        "AWS_REGION",
                        ExactS3.REGION,
                        "AWS_ACCESS_KEY_ID",
                        ExactS3.KEY_ID,
                        "AWS_SECRET_ACCESS_KEY",
                        ExactS3.SECRET,
                        Settings.BUCKET,
                        ExactS3.BUCKET,
                        Settings.BUCKET_OWNER,
                        ExactS3.OWNER,
                        Settings.IMAGE_PREFIX,
                        "images/",
                        Settings.IMAGE_SUFFIX,
                        ".png",
                        Settings.ZIP_PREFIX,
                        "zip/"));
        builder.environment().putAll(environment);
        Process process =
                builder.redirectErrorStream(true).redirectOutput(output).start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(event.getBytes(StandardCharsets.UTF_8));
        }
        return process;
    }
}
