package dev.zips3.integration;

import dev.zips3.function.ZipS3Images;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The jar that is deployed, in a process of its own and wired as in Lambda. It reads one event from its input. A class
 * that is missing from the jar is missing here, too.
 */
public final class FunctionProcess implements AutoCloseable {

    private static final long LIMIT_SECONDS = 60;
    private static final Path JAR = Path.of("..", "function", "target", "function.jar");

    /** Only this class and its context come from the tests. */
    private static final Path TEST_CLASSES = Path.of("target", "test-classes");

    private final Process process;
    private final Path output;

    private FunctionProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    public static void main(String[] arguments) throws IOException {
        new ZipS3Images().handleRequest(System.in, System.out, new TestContext(Duration.ofMinutes(15)));
    }

    /**
     * Starts the function and sends it the event.
     *
     * @param environment all variables of the process
     */
    public static FunctionProcess start(Map<String, String> environment, String event) throws IOException {
        Path output = Files.createTempFile("function", ".log");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                JAR + File.pathSeparator + TEST_CLASSES,
                FunctionProcess.class.getName());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(event.getBytes(StandardCharsets.UTF_8));
        }
        return new FunctionProcess(process, output);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end of the process and returns what it printed. */
    public String awaitOutput() throws IOException, InterruptedException {
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        String printed = Files.readString(output);
        if (!ended) {
            throw new AssertionError("the function did not end within " + LIMIT_SECONDS + " s: " + printed);
        }
        return printed;
    }

    /** Kills the process; when this returns it is dead. */
    public void kill() throws InterruptedException {
        if (!process.destroyForcibly().waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("process " + process.pid() + " did not die within " + LIMIT_SECONDS + " s");
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.delete(output);
    }
}
