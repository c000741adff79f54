package dev.zips3.local.lambda.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.local.lambda.queue.InvocationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real JVMs, of whichever JDK runs the tests. */
@Timeout(180)
final class StartupArchiveTest {

    private static final Pattern PROCESS = Pattern.compile("^\\[\\d+]");

    /** How the JVM says that a class came from an archive; a jar is a source of its own. */
    private static final String ARCHIVED = "dev.zips3.local.lambda.handlers.Echo source: shared objects file";

    @TempDir
    Path directory;

    private final LinkedBlockingQueue<String> log = new LinkedBlockingQueue<>();
    private FunctionJar jar;
    private Path archives;

    @BeforeEach
    void pack() throws IOException {
        jar = FunctionJar.in(directory);
        archives = directory.resolve("archives");
    }

    @AfterEach
    void theRecordingJvmIsDone() {
        ProcessHandle.current().children().forEach(child -> child.onExit().join());
    }

    private void run() throws InterruptedException {
        log.clear();
        RuntimeSettings settings = new RuntimeSettings(
                FunctionJar.clients().findFirst().orElseThrow(),
                Map.of(),
                List.of("-Xlog:class+load:stdout:pid"),
                1,
                Optional.of(archives));
        try (FunctionRuntime runtime =
                new FunctionRuntime(jar.function("Echo"), settings, Clock.systemUTC(), line -> log.add(line.text()))) {
            assertThat(runtime.invoke("{}".getBytes(UTF_8))).isInstanceOf(InvocationResult.Success.class);
        }
    }

    private Path only(String name) throws IOException {
        try (Stream<Path> entries = Files.list(archives)) {
            return entries.toList().get(0).resolve(name);
        }
    }

    /** Runs once and lets the time pass in which the archive settles. */
    private void record() throws IOException, InterruptedException {
        run();
        theRecordingJvmIsDone();
        age(only("recording"));
    }

    private static void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    }

    /** Of the function's JVM alone: from JDK 25 on a second one assembles the archive, with the same options. */
    private boolean startedFromTheArchive() {
        String first = log.stream()
                .map(PROCESS::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst()
                .orElseThrow();
        return log.stream().anyMatch(line -> line.startsWith(first) && line.contains(ARCHIVED));
    }

    @Test
    void theFirstRunRecordsAndTheNextStartsFromIt() throws IOException, InterruptedException {
        record();
        assertThat(startedFromTheArchive()).isFalse();
        run();
        assertThat(startedFromTheArchive()).isTrue();
    }

    @Test
    void aCopyOfTheSameCodeElsewhereFindsIt() throws IOException, InterruptedException {
        record();
        Path elsewhere = Files.createDirectory(directory.resolve("next-synth")).resolve("function.jar");
        jar = new FunctionJar(Files.move(jar.path(), elsewhere));
        run();
        assertThat(startedFromTheArchive()).isTrue();
    }

    @Test
    void otherCodeHasAnArchiveOfItsOwn() throws IOException, InterruptedException {
        record();
        Files.write(jar.path(), new byte[1], StandardOpenOption.APPEND);
        run();
        assertThat(startedFromTheArchive()).isFalse();
        try (Stream<Path> entries = Files.list(archives)) {
            assertThat(entries).hasSize(2);
        }
    }

    @Test
    void anArchiveThatIsStillWrittenIsLeftAlone() throws IOException, InterruptedException {
        run();
        theRecordingJvmIsDone();
        run();
        assertThat(startedFromTheArchive()).isFalse();
        assertThat(only("archive")).doesNotExist();
    }

    @Test
    void aBrokenArchiveBreaksNothing() throws IOException, InterruptedException {
        record();
        byte[] whole = Files.readAllBytes(only("recording"));
        for (int length : new int[] {0, 17, 4096, whole.length / 2}) {
            Files.write(only("recording"), Arrays.copyOf(whole, length));
            age(only("recording"));
            run();
            assertThat(startedFromTheArchive()).as("of %d bytes", length).isFalse();
            assertThat(log)
                    .as("the function's log is the function's")
                    .noneMatch(line -> line.contains("[warning]") || line.contains("[error]"));
        }
    }

    @Test
    void anArchiveThatWasAlteredSinceIsIgnored() throws IOException, InterruptedException {
        record();
        run();
        byte[] altered = Files.readAllBytes(only("archive"));
        altered[altered.length / 2]++;
        Files.write(only("archive"), altered);
        run();
        assertThat(startedFromTheArchive()).isFalse();
    }

    @Test
    void whereNoneCanBeKeptTheFunctionStartsWithout() throws IOException, InterruptedException {
        Files.createFile(archives);
        run();
        assertThat(startedFromTheArchive()).isFalse();
    }

    @Test
    void aRecordingThatCameToNothingIsMadeAgain() throws IOException, InterruptedException {
        run();
        theRecordingJvmIsDone();
        Files.delete(only("recording"));
        run();
        theRecordingJvmIsDone();
        assertThat(only("recording")).doesNotExist();
        age(only("claim"));
        run();
        theRecordingJvmIsDone();
        assertThat(only("recording")).exists();
    }
}
