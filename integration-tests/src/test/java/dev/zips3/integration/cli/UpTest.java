package dev.zips3.integration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code ./lab up}, as it is typed and ended. */
@Timeout(300)
class UpTest {

    /** Whoever runs this in the background ignores Ctrl-C, and so would every process that it starts. */
    private static final List<String> HEEDING = List.of("env", "--default-signal=INT");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void comesUpZipsAndEndsWithoutATrace(String signal, int exitCode) throws Exception {
        List<String> prefix = heeds() ? HEEDING : List.of();
        try (LabProcess lab = new LabProcess(directory, prefix, "up", "--port", "0")) {
            lab.line("The lab is up; Ctrl-C ends it."::equals);
            URI endpoint =
                    URI.create(lab.line(line -> line.startsWith("  endpoint")).replaceFirst(" *endpoint *", ""));
            assertThat(InetAddress.getByName(endpoint.getHost()).isLoopbackAddress())
                    .isTrue();
            assertThat(lab.line(line -> line.startsWith("  objects"))).endsWith("gone when the lab ends");
            try (S3Client s3 = lab.pasted()) {
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
            assertThat(children).as("Node.js and the function").hasSizeGreaterThanOrEqualTo(2);

            lab.signal(signal);

            assertThat(lab.exitCode()).isEqualTo(exitCode);
            assertGone(children);
            assertThat(lab.rest()).isEmpty();
            assertThat(lab.leftovers()).isEmpty();
        }
    }

    @Test
    void aFailingFunctionIsRetriedAsPrintedAndAtLastRecorded() throws Exception {
        try (LabProcess lab =
                        new LabProcess(directory, List.of(), "up", "--port", "0", "--jvm-option=-XX:NoSuchOption");
                S3Client s3 = retries(lab)) {
            s3.putObject(r -> r.bucket(bucket(s3)).key("images/a.png"), RequestBody.fromString("x"));

            lab.line("START   images/a.png"::equals);
            assertThat(lab.line(line -> line.startsWith("FAILED")))
                    .startsWith("FAILED  images/a.png, Runtime.ExitError: ")
                    .endsWith("; next try in 1000 ms");
            lab.line("START   images/a.png, try 2"::equals);
            lab.line("        Unrecognized VM option 'NoSuchOption'"::equals);
            assertThat(lab.line(line -> line.startsWith("FAILED"))).endsWith("; next try in 2000 ms");
            lab.line("START   images/a.png, try 3"::equals);
            assertThat(lab.line(line -> line.startsWith("FAILED"))).doesNotContain("next try");
            assertThat(lab.line(line -> line.startsWith("ON FAILURE {")))
                    .contains("\"condition\":\"RetriesExhausted\"", "\"approximateInvokeCount\":3", "images/a.png");
            lab.line("DROPPED images/a.png, tries 3: RetriesExhausted"::equals);
        }
    }

    private static S3Client retries(LabProcess lab) throws IOException {
        assertThat(lab.line(line -> line.startsWith("  retries")))
                .endsWith("2, after 1 s and 2 s (on Lambda a minute for each second)");
        return lab.pasted();
    }

    /** Whatever it is just about: the temporary directory that has just been made says what. */
    @ParameterizedTest
    @CsvSource({"up, zips3-lab-", "zip, jsii-kernel-", "up, jsii-kernel-", "zip, zips3-lambda-", "up, zips3-lambda-"})
    void endsWhileItStarts(String command, String made) throws Exception {
        Path image = Files.writeString(directory.resolve("a.png"), "x");
        String[] arguments = command.equals("up")
                ? new String[] {"up", "--port", "0"}
                : new String[] {"zip", "--out", directory.toString(), image.toString()};
        try (LabProcess lab = new LabProcess(directory, List.of(), arguments)) {
            lab.awaitTemporary(made);

            lab.signal("TERM");

            assertThat(lab.exitCode()).isEqualTo(143);
            assertThat(lab.rest())
                    .as("no trace of it")
                    .noneMatch(line -> line.matches("\\s+at .*|.*Exception.*|While.*"));
            assertThat(lab.leftovers()).isEmpty();
        }
    }

    /** Nobody cleans up after SIGKILL, but nothing goes on either. */
    @Test
    void aKilledLabLeavesNoProcess() throws Exception {
        try (LabProcess lab = new LabProcess(directory, List.of(), "--port", "0")) {
            lab.line("The lab is up; Ctrl-C ends it."::equals);
            List<ProcessHandle> children = lab.descendants();
            assertThat(children).hasSizeGreaterThanOrEqualTo(2);

            lab.signal("KILL");

            lab.exitCode();
            assertGone(children);
        }
    }

    @Test
    void theDataDirectoryKeepsTheObjects() throws Exception {
        Path data = directory.resolve("data");
        try (LabProcess lab = new LabProcess(directory, List.of(), "up", "--port", "0", "--data", data.toString())) {
            assertThat(lab.line(line -> line.startsWith("  objects"))).endsWith("in " + data);
            try (S3Client s3 = lab.pasted()) {
                s3.putObject(r -> r.bucket(bucket(s3)).key("images/a.png"), RequestBody.fromString("kept"));
                lab.line(line -> line.startsWith("END     images/a.png"));
            }
            lab.signal("TERM");
            lab.exitCode();
        }
        try (LabProcess lab = new LabProcess(directory, List.of(), "up", "--port", "0", "--data", data.toString());
                S3Client s3 = lab.pasted()) {
            assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket(s3)).key("images/a.png"))
                            .asUtf8String())
                    .isEqualTo("kept");
            assertThat(s3.headObject(r -> r.bucket(bucket(s3)).key("zip/a.png.zip"))
                            .contentLength())
                    .isPositive();
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run = CommandRun.of("up", "--port", other.getLocalPort());

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err().strip())
                    .isEqualTo("Port " + other.getLocalPort()
                            + " is taken: end the process that listens there, or choose another port");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void thePortIsOne(int port) {
        CommandRun run = CommandRun.of("up", "--port", port);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip()).isEqualTo("--port is " + port + "; allowed: 0 to 65535");
    }

    @Test
    void aFileIsNoDataDirectory() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        CommandRun run = CommandRun.of("up", "--port", "0", "--data", file);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'" + file + "' cannot hold objects").doesNotContain("\tat ");
    }

    private static String bucket(S3Client s3) {
        return s3.listBuckets().buckets().get(0).name();
    }

    private static void assertGone(List<ProcessHandle> children) throws Exception {
        for (ProcessHandle child : children) {
            child.onExit().get(2, TimeUnit.MINUTES);
        }
    }

    /** GNU's env does; elsewhere the tests have to be started by a shell that leaves Ctrl-C as it is. */
    private static boolean heeds() throws IOException, InterruptedException {
        return new ProcessBuilder("env", "--default-signal=INT", "true")
                        .redirectErrorStream(true)
                        .start()
                        .waitFor()
                == 0;
    }
}
