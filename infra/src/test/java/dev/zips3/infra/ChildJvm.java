package dev.zips3.infra;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The app in a process of its own, as the CDK CLI starts it. */
record ChildJvm(int exitCode, String out, String err) {

    private static final int MAX_SECONDS = 120;

    /** @param outputs an empty directory for what the process prints */
    static ChildJvm run(Path directory, Map<String, String> environment, Path outputs)
            throws IOException, InterruptedException {
        Path out = outputs.resolve("out");
        Path err = outputs.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        App.class.getName()))
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + MAX_SECONDS + " s");
        }
        return new ChildJvm(process.exitValue(), read(out), read(err));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
