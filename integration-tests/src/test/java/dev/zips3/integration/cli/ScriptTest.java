package dev.zips3.integration.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The script {@code ./lab} around the command line: where it is, what it needs, and what it builds. Maven is a script.
 */
@Timeout(120)
class ScriptTest {

    /** Counts its runs, and ends when the test says so; at the latest after a minute. */
    private static final String MAVEN = """
            #!/bin/sh
            echo run >>runs
            i=0
            until [ -e go ] || [ $i -ge 1200 ]; do
              i=$((i + 1))
              sleep 0.05
            done
            """;

    /** What POSIX has, without Maven and Node.js. */
    private static final List<String> TOOLS = List.of(
            "dirname",
            "find",
            "grep",
            "head",
            "ln",
            "locale",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sh",
            "sleep",
            "tail",
            "touch");

    @TempDir
    Path directory;

    private Path project;
    private Path built;
    private Path path;

    @BeforeEach
    void copyProject() throws IOException {
        project = Project.copy(directory.resolve("project"));
        built = project.resolve("local/target/built");
        path = Files.createDirectory(directory.resolve("path"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(path.resolve(tool), find(tool));
        }
    }

    private static Path find(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(each -> Path.of(each, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void worksThroughSymlinks() throws Exception {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Files.createSymbolicLink(directory.resolve("absolute"), project.resolve("lab"));
        Files.createSymbolicLink(bin.resolve("lab"), Path.of("..", "absolute"));

        Process lab = start(bin.resolve("lab"), "--version");

        assertThat(output(lab)).startsWith("ZipS3Images ");
        assertThat(lab.exitValue()).isZero();
    }

    @Test
    void needsMavenOnlyForABuild() throws Exception {
        Process fresh = start(project.resolve("lab"), "--version");
        assertThat(output(fresh)).startsWith("ZipS3Images ");

        Files.delete(built);
        Process stale = start(project.resolve("lab"), "--version");

        assertThat(output(stale))
                .isEqualToIgnoringNewLines("Please install, and put on the PATH:  Maven 3.8 or newer (found: none)");
        assertThat(stale.exitValue()).isEqualTo(1);
    }

    @Test
    void buildsOnceIfTwoStartAtTheSameTime() throws Exception {
        addProgram("mvn", MAVEN);
        Files.delete(built);
        Process first = start(project.resolve("lab"), "build");
        awaitRun();
        Process second = start(project.resolve("lab"), "build");
        try (BufferedReader lines = second.inputReader(UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("Waiting for another build (process " + first.pid() + ")");
            Files.createFile(project.resolve("go"));

            assertThat(lines.lines()).isEmpty();
        }
        output(first);

        assertThat(first.exitValue()).isZero();
        assertThat(second.waitFor()).isZero();
        assertThat(project.resolve("runs")).hasContent("run");
    }

    private void awaitRun() throws InterruptedException {
        while (Files.notExists(project.resolve("runs"))) {
            Thread.sleep(5);
        }
    }

    @Test
    void buildsAfterABuildThatWasKilled() throws Exception {
        Process killed = new ProcessBuilder("true").start();
        killed.waitFor();
        Path lock = Files.createSymbolicLink(project.resolve("local/target/build.lock"), Path.of("" + killed.pid()));
        addProgram("mvn", MAVEN);
        Files.createFile(project.resolve("go"));
        Files.delete(built);

        Process lab = start(project.resolve("lab"), "build");

        assertThat(output(lab)).doesNotContain("Waiting");
        assertThat(lab.exitValue()).isZero();
        assertThat(built).exists();
        assertThat(Files.exists(lock, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @ParameterizedTest
    @Tag("full")
    @CsvSource(
            delimiter = '|',
            value = {
                "none     | 'Please install, and put on the PATH: Node.js 22 or newer (found: none)'",
                "v18.20.4 | 'Please install, and put on the PATH: Node.js 22 or newer (found: v18.20.4)'",
                "v20.20.2 | 'Node.js 20 is past its end of life; install 22 or newer\napp'",
                "v22.12.0 | app"
            })
    void needsNodeOnlyForASynth(String version, String message) throws Exception {
        if (!version.equals("none")) {
            addProgram("node", "#!/bin/sh\necho " + version + "\n");
        }
        Files.writeString(project.resolve("cdk.json"), "{\"app\": \"echo app; exit 1\"}");
        Path image = Files.createFile(directory.resolve("a.png"));

        Process lab = start(project.resolve("lab"), "zip", image.toString());

        assertThat(output(lab).strip()).isEqualTo("synthesizing the stack\n" + message);
        assertThat(lab.exitValue()).isEqualTo(2);
    }

    private void addProgram(String name, String text) throws IOException {
        assertThat(Files.writeString(path.resolve(name), text).toFile().setExecutable(true))
                .isTrue();
    }

    private Process start(Path script, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(script.toString()), Stream.of(arguments))
                        .toList())
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PATH", path.toString());
        return builder.start();
    }

    private static String output(Process lab) throws IOException, InterruptedException {
        String output = new String(lab.getInputStream().readAllBytes(), UTF_8);
        assertThat(lab.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return output;
    }
}
