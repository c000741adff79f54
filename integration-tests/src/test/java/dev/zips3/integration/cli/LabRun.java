package dev.zips3.integration.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line, run to its end in a process of its own. */
record LabRun(int exitCode, String out, String err) {

    private static final int LIMIT_SECONDS = 120;

    /** Runs it in the project itself, without the script: the tests would build what is stale. */
    static LabRun of(Path temporary, Object... arguments) throws IOException, InterruptedException {
        Path target = Project.ROOT.resolve("local/target");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dzips3.root=" + Project.ROOT,
                "-Djava.io.tmpdir=" + Files.createDirectories(target.resolve("tmp")),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-jar",
                target.resolve("local.jar").toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        File out = temporary.resolve("out.txt").toFile();
        File err = temporary.resolve("err.txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("no end after " + LIMIT_SECONDS + " s: " + command);
            }
        } finally {
            process.destroy();
        }
        return new LabRun(process.exitValue(), read(out), read(err));
    }

    private static String read(File file) throws IOException {
        return Files.readString(file.toPath(), UTF_8);
    }

    /** Without the warning of an old Node.js, which this machine may have. */
    List<String> errLines() {
        return err.lines().filter(line -> !line.startsWith("Node.js ")).toList();
    }

    /** The columns of a file in the table; a name may contain single spaces. */
    String[] row(String file) {
        return out.lines()
                .filter(line -> line.startsWith(file + "  "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " is not in\n" + out + err))
                .split(" {2,}");
    }
}
