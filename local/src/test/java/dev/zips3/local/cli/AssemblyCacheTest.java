package dev.zips3.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The app is a line of shell that counts how often it runs. */
@Timeout(60)
class AssemblyCacheTest {

    /** Ten milliseconds apart. */
    private static final int LOOKS = 1_000;

    private static final String APP = "echo run >> runs && mkdir -p \"$CDK_OUTDIR\""
            + " && printf %s \"$CDK_CONTEXT_JSON\" > \"$CDK_OUTDIR/manifest.json\"";

    private final StringWriter err = new StringWriter();

    @TempDir
    Path root;

    @BeforeEach
    void createProject() throws IOException {
        writeSettings(APP);
        write("infra/src/main/java/Stack.java", "stack");
        write("infra/target/infra.jar", "jar");
    }

    @Test
    void runsTheAppWithTheContextOfTheCli() throws Exception {
        Path assembly = assembly(Map.of("flag", "mine", "added", "1"));

        JsonNode context =
                new ObjectMapper().readTree(assembly.resolve("manifest.json").toFile());
        assertThat(context).isEqualTo(new ObjectMapper().readTree("""
                                {"flag": "mine", "kept": [1], "added": "1",
                                 "aws:cdk:enable-path-metadata": true, "aws:cdk:enable-asset-metadata": true,
                                 "aws:cdk:disable-version-reporting": true, "aws:cdk:bundling-stacks": ["**"],
                                 "@aws-cdk/core:failSynthOnValidationErrors": false}"""));
    }

    @Test
    void doesNotRunTheAppAgainForTheSameInputs() throws Exception {
        Path first = assembly(Map.of("a", "1", "b", "2"));
        write("README.md", "not an input");
        write("infra/target/classes/Stack.class", "not an input");

        assertThat(assembly(Map.of("b", "2", "a", "1"))).isEqualTo(first);
        assertThat(runs()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"infra/src/main/java/Stack.java", "infra/src/main/java/New.java", "infra/target/infra.jar"})
    void runsTheAppAgainWhenAFileChanged(String file) throws Exception {
        Path first = assembly(Map.of());
        write(file, "changed");

        assertThat(assembly(Map.of())).isNotEqualTo(first);
        assertThat(runs()).isEqualTo(2);
    }

    @Test
    void runsTheAppAgainWhenAnOptionOrTheCommandChanged() throws Exception {
        Set<Path> assemblies = new LinkedHashSet<>();
        assemblies.add(assembly(Map.of()));
        assemblies.add(assembly(Map.of("flag", "on")));
        assemblies.add(assembly(Map.of("flag", "off")));
        writeSettings(APP + " && true");
        assemblies.add(assembly(Map.of()));

        assertThat(assemblies).hasSize(4);
        assertThat(runs()).isEqualTo(4);
    }

    @Test
    void keepsTheEightAssembliesUsedLast() throws Exception {
        Path oldest = assembly(Map.of("number", "0"));
        endUsers(oldest);
        Path used = assembly(Map.of("number", "1"));
        for (int number = 2; number < 8; number++) {
            assembly(Map.of("number", "" + number));
        }
        Files.setLastModifiedTime(oldest, FileTime.from(Instant.now().minusSeconds(60)));
        Files.setLastModifiedTime(used, FileTime.from(Instant.now().minusSeconds(120)));
        assembly(Map.of("number", "1"));

        Path newest = assembly(Map.of("number", "8"));

        assertThat(oldest).doesNotExist();
        assertThat(used).exists();
        assertThat(newest).exists();
        assertThat(kept()).hasSize(8);
    }

    @Test
    void keepsTheAssemblyOfARunningProcess() throws Exception {
        Path[] assemblies = new Path[10];
        for (int number = 0; number < 8; number++) {
            assemblies[number] = assembly(Map.of("number", "" + number));
            Files.setLastModifiedTime(
                    assemblies[number], FileTime.from(Instant.now().minusSeconds(100 - number)));
        }
        endUsers(assemblies[1]);

        assemblies[8] = assembly(Map.of("number", "8"));
        assemblies[9] = assembly(Map.of("number", "9"));

        assertThat(assemblies[1]).doesNotExist();
        assertThat(assemblies[0]).exists();
        assertThat(kept()).hasSize(9);
    }

    /** As if another process had used the assembly, and had ended. */
    private void endUsers(Path assembly) throws Exception {
        Process ended = new ProcessBuilder("true").start();
        assertThat(ended.waitFor(30, TimeUnit.SECONDS)).isTrue();
        FileTime lastUsed = Files.getLastModifiedTime(assembly);
        Files.move(assembly.resolve("user-" + ProcessHandle.current().pid()), assembly.resolve("user-" + ended.pid()));
        Files.setLastModifiedTime(assembly, lastUsed);
    }

    @Test
    void keepsNoMarksOfProcessesThatEnded() throws Exception {
        Path assembly = assembly(Map.of());
        endUsers(assembly);

        assembly(Map.of());

        try (Stream<Path> files = Files.list(assembly)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "manifest.json", "user-" + ProcessHandle.current().pid());
        }
    }

    /** The CDK library leaves its temporary directory, and a killed lab leaves an unfinished assembly. */
    @Test
    void leavesNoTemporaryFilesOfTheApp() throws Exception {
        writeSettings("echo \"$JAVA_TOOL_OPTIONS\" > options; echo \"$TMPDIR\" > node; " + APP);
        Process killed = new ProcessBuilder("true").start();
        assertThat(killed.waitFor(30, TimeUnit.SECONDS)).isTrue();
        Path leftover = root.resolve("local/target/assemblies/synth-" + killed.pid() + "-1/tmp/jsii-java-runtime1/bin");
        Files.createDirectories(leftover);

        assembly(Map.of());

        String options = Files.readString(root.resolve("options")).strip();
        assertThat(options).matches("\"-Djava.io.tmpdir=" + root + "/local/target/assemblies/synth-[^/]+/tmp\"");
        assertThat(options)
                .contains("=" + Files.readString(root.resolve("node")).strip() + "\"");
        assertThat(kept()).hasSize(1);
    }

    @Test
    void hidesWhatJavaSaysOfItsOptions() throws Exception {
        writeSettings("\"" + Path.of(System.getProperty("java.home"), "bin", "java") + "\" --version >&2; " + APP);

        assembly(Map.of());

        assertThat(err.toString()).contains("Runtime Environment").doesNotContain("JAVA_TOOL_OPTIONS");
    }

    @Test
    void reportsWhatAFailingAppWrote() throws Exception {
        writeSettings("echo 'timeoutSeconds=901 is refused' >&2; exit 1");

        assertThatThrownBy(() -> assembly(Map.of()))
                .isInstanceOf(AppException.class)
                .hasMessage("timeoutSeconds=901 is refused");
        assertThat(kept()).isEmpty();
    }

    @Test
    void reportsTheExitStatusOfASilentApp() throws Exception {
        writeSettings("exit 3");

        assertThatThrownBy(() -> assembly(Map.of())).hasMessage("exit 3 ended with exit status 3");
    }

    @Test
    void saysWhatIsMissingInCdkJson() throws Exception {
        write("cdk.json", "{}");

        assertThatThrownBy(() -> assembly(Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("cdk.json has no app command");
    }

    @Test
    void terminatesTheAppWhenItIsInterrupted() throws Exception {
        // Moved, so that the test never reads a file that is still empty.
        writeSettings("echo $$ > part; mv part pid; exec sleep 60");
        Thread test = Thread.currentThread();
        CompletableFuture<Void> interrupt = CompletableFuture.runAsync(() -> {
            for (int look = 0; look < LOOKS && Files.notExists(root.resolve("pid")); look++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            test.interrupt();
        });

        assertThatThrownBy(() -> assembly(Map.of())).isInstanceOf(InterruptedException.class);

        interrupt.get(10, TimeUnit.SECONDS);
        long pid = Long.parseLong(Files.readString(root.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(kept()).isEmpty();
    }

    private Path assembly(Map<String, String> options) throws Exception {
        return new AssemblyCache(root).assembly(new CdkApp(root, options, new Terminal(new PrintWriter(err))));
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> assemblies = Files.list(root.resolve("local/target/assemblies"))) {
            return assemblies.toList();
        }
    }

    private long runs() throws IOException {
        return Files.readAllLines(root.resolve("runs")).size();
    }

    private void writeSettings(String app) throws IOException {
        Map<String, Object> settings = Map.of(
                "app",
                app,
                "versionReporting",
                false,
                "watch",
                Map.of("include", List.of("cdk.json", "*/src/main/**")),
                "context",
                Map.of("flag", "default", "kept", List.of(1)));
        write("cdk.json", new ObjectMapper().writeValueAsString(settings));
    }

    private void write(String file, String content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
