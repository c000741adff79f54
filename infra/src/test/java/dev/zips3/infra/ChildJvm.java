package dev.zips3.infra;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The app as the CDK CLI starts it: in a process of its own. */
record ChildJvm(int exitCode, String out, String err) {

    private static final int PATIENCE_SECONDS = 120;

    static ChildJvm run(Path directory, Map<String, String> environment) throws IOException, InterruptedException {
        Path logs = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "child-");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        App.class.getName()))
                .directory(directory.toFile())
                .redirectOutput(logs.resolve("out").toFile())
                .redirectError(logs.resolve("err").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end after " + PATIENCE_SECONDS + " s");
        }
        return new ChildJvm(process.exitValue(), read(logs.resolve("out")), read(logs.resolve("err")));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
