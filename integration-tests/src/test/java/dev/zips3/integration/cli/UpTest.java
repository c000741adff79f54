package dev.zips3.integration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code ./lab up} in a terminal: what it prints, and how it ends. */
@Tag("full")
@Timeout(300)
class UpTest {

    /** A build in the background ignores Ctrl-C, and so would every process that it starts. */
    private static final List<String> DEFAULT_SIGNALS = List.of("env", "--default-signal=INT");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void zipsAnUploadAndEndsWithoutATrace(String signal, int exitCode) throws Exception {
        List<String> prefix = canResetSignals() ? DEFAULT_SIGNALS : List.of();
        try (LabProcess lab = new LabProcess(directory, prefix, "up", "--port", "0")) {
            lab.line("The lab is up; Ctrl-C ends it."::equals);
            URI endpoint =
                    URI.create(lab.line(line -> line.startsWith("  endpoint")).replaceFirst(" *endpoint *", ""));
            assertThat(InetAddress.getByName(endpoint.getHost()).isLoopbackAddress())
                    .isTrue();
            assertThat(lab.line(line -> line.startsWith("  objects"))).endsWith("gone when the lab ends");
            try (S3Client s3 = lab.otherTerminal()) {
                String upload = lab.line(line -> line.startsWith("  aws s3 cp "));
                String bucket =
                        URI.create(upload.substring(upload.indexOf("s3:"))).getHost();
                assertThat(upload).isEqualTo("  aws s3 cp image.png s3://" + bucket + "/images/");

                s3.putObject(r -> r.bucket(bucket).key("images/blue sky.png"), RequestBody.fromString("blue"));
                lab.line(line -> line.startsWith("END     images/blue sky.png, "));

                byte[] zip = s3.getObjectAsBytes(r -> r.bucket(bucket).key("zip/blue sky.png.zip"))
                        .asByteArray();
                assertThat(zip).startsWith('P', 'K');
            }
            List<ProcessHandle> children = lab.descendants();
            assertThat(children).as("the function").isNotEmpty();

            lab.signal(signal);

            assertThat(lab.exitCode()).isEqualTo(exitCode);
            assertGone(children);
            assertThat(lab.rest()).isEmpty();
            assertThat(lab.leftovers()).isEmpty();
        }
    }

    @Test
    void retriesAndRecordsAFailingFunction() throws Exception {
        try (LabProcess lab =
                        new LabProcess(directory, List.of(), "up", "--port", "0", "--jvm-option=-XX:NoSuchOption");
                S3Client s3 = retries(lab)) {
            s3.putObject(r -> r.bucket(bucket(s3)).key("images/a.png"), RequestBody.fromString("x"));

            lab.line("START   images/a.png"::equals);
            assertThat(lab.line(line -> line.startsWith("FAILED")))
                    .startsWith("FAILED  images/a.png, Runtime.ExitError: ")
                    .endsWith("; next attempt in 1000 ms");
            lab.line("START   images/a.png, attempt 2"::equals);
            lab.line("        Unrecognized VM option 'NoSuchOption'"::equals);
            assertThat(lab.line(line -> line.startsWith("FAILED"))).endsWith("; next attempt in 2000 ms");
            lab.line("START   images/a.png, attempt 3"::equals);
            assertThat(lab.line(line -> line.startsWith("FAILED"))).doesNotContain("next attempt");
            assertThat(lab.line(line -> line.startsWith("ON FAILURE {")))
                    .contains("\"condition\":\"RetriesExhausted\"", "\"approximateInvokeCount\":3", "images/a.png");
            lab.line("DISCARDED images/a.png after 3 attempts: RetriesExhausted"::equals);
        }
    }

    private static S3Client retries(LabProcess lab) throws IOException, InterruptedException {
        assertThat(lab.line(line -> line.startsWith("  retries")))
                .endsWith("2, after 1 s and 2 s (on Lambda a minute for each second)");
        return lab.otherTerminal();
    }

    /** During the synth, and while S3 and the function's JVM start. */
    @ParameterizedTest
    @CsvSource({
        "zip, local/target/assemblies, synth-",
        "up, local/target/assemblies, synth-",
        "zip, local/target/tmp, zips3-lab-",
        "up, local/target/tmp, zips3-lab-",
        "zip, local/target/tmp, zips3-lambda-",
        "up, local/target/tmp, zips3-lambda-"
    })
    void endsWhileItStarts(String command, String directoryOfStep, String step) throws Exception {
        Path image = Files.writeString(directory.resolve("a.png"), "x");
        String[] arguments = command.equals("up")
                ? new String[] {"up", "--port", "0"}
                : new String[] {"zip", "--out", directory.toString(), image.toString()};
        try (LabProcess lab = new LabProcess(directory, List.of(), arguments)) {
            lab.awaitFile(directoryOfStep, step);

            lab.signal("TERM");

            assertThat(lab.exitCode()).isEqualTo(143);
            assertThat(lab.rest())
                    .as("no trace of it")
                    .noneMatch(line -> line.matches("\\s+at .*|.*Exception.*|While.*"));
            assertThat(lab.leftovers()).isEmpty();
        }
    }

    /** After SIGKILL files stay, but no process does. */
    @Test
    void leavesNoProcessWhenItIsKilled() throws Exception {
        try (LabProcess lab = new LabProcess(directory, List.of(), "--port", "0")) {
            lab.line("The lab is up; Ctrl-C ends it."::equals);
            List<ProcessHandle> children = lab.descendants();
            assertThat(children).isNotEmpty();

            lab.signal("KILL");

            lab.exitCode();
            assertGone(children);
            assertThat(lab.environment()).isEqualToIgnoringNewLines("No lab is running (start one: ./lab)");
        }
    }

    @Test
    void keepsTheObjectsInTheDataDirectory() throws Exception {
        Path data = directory.resolve("data");
        try (LabProcess lab = new LabProcess(directory, List.of(), "up", "--port", "0", "--data", data.toString())) {
            assertThat(lab.line(line -> line.startsWith("  objects"))).endsWith("in " + data);
            try (S3Client s3 = lab.otherTerminal()) {
                s3.putObject(r -> r.bucket(bucket(s3)).key("images/a.png"), RequestBody.fromString("kept"));
                lab.line(line -> line.startsWith("END     images/a.png"));
            }
            lab.signal("TERM");
            lab.exitCode();
        }
        try (LabProcess lab = new LabProcess(directory, List.of(), "up", "--port", "0", "--data", data.toString());
                S3Client s3 = lab.otherTerminal()) {
            assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket(s3)).key("images/a.png"))
                            .asUtf8String())
                    .isEqualTo("kept");
            assertThat(s3.headObject(r -> r.bucket(bucket(s3)).key("zip/a.png.zip"))
                            .contentLength())
                    .isPositive();
        }
    }

    /** A function that cannot start keeps its event waiting for the next attempt. */
    @ParameterizedTest
    @ValueSource(strings = {"KILL", "INT", "TERM"})
    void deliversAtTheNextStartWhatItHasNotDelivered(String signal) throws Exception {
        Path data = directory.resolve("data");
        String[] up = {"up", "--port", "0", "--data", data.toString()};
        List<String> prefix = canResetSignals() ? DEFAULT_SIGNALS : List.of();
        try (LabProcess lab = new LabProcess(
                        directory,
                        prefix,
                        Stream.concat(Stream.of(up), Stream.of("--jvm-option=-XX:NoSuchOption"))
                                .toArray(String[]::new));
                S3Client s3 = lab.otherTerminal()) {
            s3.putObject(r -> r.bucket(bucket(s3)).key("images/a.png"), RequestBody.fromString("late"));
            lab.line(line -> line.startsWith("FAILED  images/a.png, Runtime.ExitError: "));
            lab.signal(signal);
            lab.exitCode();
            if (!signal.equals("KILL")) {
                lab.line("NOT DELIVERED 1 event: delivered at the next start with this --data"::equals);
            }
        }
        try (LabProcess lab = new LabProcess(directory, List.of(), up)) {
            lab.line("RESTORED 1 event of the last run"::equals);
            S3Client s3 = lab.otherTerminal();
            lab.line(line -> line.startsWith("END     images/a.png"));
            assertThat(s3.headObject(r -> r.bucket(bucket(s3)).key("zip/a.png.zip"))
                            .contentLength())
                    .isPositive();
            s3.close();
        }
    }

    @Test
    void runsInAnyWorkingDirectory() throws Exception {
        Path image = Files.writeString(directory.resolve("a.png"), "x");
        Path project = Project.copy(directory.resolve("project"));

        Process lab = new ProcessBuilder(project.resolve("lab").toString(), "zip", "a.png")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();

        assertThat(lab.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(lab.exitValue())
                .as(Files.readString(directory.resolve("output")))
                .isZero();
        assertThat(image.resolveSibling("zip/a.png.zip")).isNotEmptyFile();
    }

    private static String bucket(S3Client s3) {
        return s3.listBuckets().buckets().get(0).name();
    }

    private static void assertGone(List<ProcessHandle> children) throws Exception {
        for (ProcessHandle child : children) {
            child.onExit().get(2, TimeUnit.MINUTES);
        }
    }

    /** GNU's env can; elsewhere a shell must start the tests that does not ignore Ctrl-C. */
    private static boolean canResetSignals() throws IOException, InterruptedException {
        Process env = new ProcessBuilder("env", "--default-signal=INT", "true")
                .redirectErrorStream(true)
                .start();
        return env.waitFor(1, TimeUnit.MINUTES) && env.exitValue() == 0;
    }
}
