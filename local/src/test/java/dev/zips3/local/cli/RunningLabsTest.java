package dev.zips3.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunningLabsTest {

    private static final Map<String, String> VARIABLES = Map.of("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9090");

    @TempDir
    Path root;

    private RunningLabs labs;
    private Path directory;

    @BeforeEach
    void choosesDirectory() {
        labs = new RunningLabs(root);
        directory = root.resolve("local/target/labs");
    }

    @Test
    void printsTheEnvironmentOfTheOnlyLabUntilItEnds() throws Exception {
        try (AutoCloseable lab = labs.add(9090, VARIABLES)) {
            assertThat(lab).isNotNull();
            assertThat(labs.environment(Optional.empty()))
                    .isEqualTo("export AWS_ENDPOINT_URL_S3='http://127.0.0.1:9090'\n");
        }

        assertThat(directory).isEmptyDirectory();
        assertThatThrownBy(() -> labs.environment(Optional.empty()))
                .isInstanceOf(UsageException.class)
                .hasMessage("No lab is running (start one: ./lab)");
    }

    @Test
    void saysThatNoLabIsRunningBeforeTheFirst() {
        assertThatThrownBy(() -> labs.environment(Optional.of(9191)))
                .isInstanceOf(UsageException.class)
                .hasMessage("No lab is running on port 9191 (start one: ./lab --port 9191)");
    }

    @Test
    void needsThePortIfSeveralLabsAreRunning() throws Exception {
        labs.add(9090, VARIABLES);
        labs.add(9191, Map.of("PORT", "9191"));

        assertThat(labs.environment(Optional.of(9191))).isEqualTo("export PORT='9191'\n");
        assertThatThrownBy(() -> labs.environment(Optional.empty()))
                .isInstanceOf(UsageException.class)
                .hasMessage("2 labs are running; choose one with --port: 9090, 9191");
    }

    @Test
    void keepsTheSecretFromOtherUsers() throws Exception {
        labs.add(9090, VARIABLES);

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void removesWhatAKilledLabLeft() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        assertThat(ended.waitFor(30, TimeUnit.SECONDS)).isTrue();
        add("9090-" + ended.pid() + ".env");
        Path reused = add("9191-" + ProcessHandle.current().pid() + ".env");
        // Long before this process started: the id was another process's then.
        Files.setLastModifiedTime(reused, FileTime.from(Instant.now().minusSeconds(1_000_000)));

        assertThatThrownBy(() -> labs.environment(Optional.empty())).hasMessageStartingWith("No lab is running");
        assertThat(directory).isEmptyDirectory();
    }

    private Path add(String name) throws IOException {
        return Files.writeString(Files.createDirectories(directory).resolve(name), "export SECRET='old'\n");
    }

    /** With a real shell. */
    @Test
    void quotesForAShell() throws Exception {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("ONE", "a b'c\"$(exit 1)`x`\\ *");
        variables.put("TWO", "");
        labs.add(9090, variables);

        Process shell = new ProcessBuilder(List.of(
                        "sh",
                        "-c",
                        "eval \"$1\"; printf '%s|%s' \"$ONE\" \"$TWO\"",
                        "sh",
                        labs.environment(Optional.empty())))
                .redirectErrorStream(true)
                .start();

        assertThat(new String(shell.getInputStream().readAllBytes(), UTF_8)).isEqualTo(variables.get("ONE") + "|");
    }
}
