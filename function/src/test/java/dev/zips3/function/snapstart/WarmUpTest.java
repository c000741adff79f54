package dev.zips3.function.snapstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.zips3.function.RecordLog;
import dev.zips3.function.Rehearsal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.crac.Core;
import org.junit.jupiter.api.Test;

final class WarmUpTest {

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private WarmUp priming(WarmUp.Performance rehearsal) {
        return new WarmUp(
                rehearsal,
                new RecordLog(new PrintStream(log, true, StandardCharsets.UTF_8)),
                Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));
    }

    private List<String> lines() {
        return log.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void performsTheRehearsalAndSaysSo() {
        priming(new Rehearsal()).beforeCheckpoint(Core.getGlobalContext());
        assertThat(lines())
                .containsExactly("{\"timestamp\":\"2026-01-02T03:04:05Z\",\"level\":\"INFO\",\"message\":\"primed\","
                        + "\"milliseconds\":0}");
    }

    @Test
    void leavesNoThreadBehind() {
        Map<Thread, StackTraceElement[]> before = Thread.getAllStackTraces();
        priming(new Rehearsal()).beforeCheckpoint(Core.getGlobalContext());
        TreeSet<String> left = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.containsKey(thread)) {
                left.add(thread.getName());
            }
        }
        assertThat(left)
                .as("a thread of the rehearsal's server, or one that keeps its connections")
                .noneMatch(name -> name.equals("rehearsal") || name.startsWith("Keep-Alive"));
    }

    @Test
    void neverFailsTheInitialization() {
        List<WarmUp.Performance> broken = List.of(
                () -> {
                    throw new IOException("no loopback interface");
                },
                () -> {
                    throw new IllegalStateException("not zipped");
                },
                () -> {
                    throw new NoClassDefFoundError("not in this runtime");
                });
        for (WarmUp.Performance rehearsal : broken) {
            assertThatCode(() -> priming(rehearsal).beforeCheckpoint(Core.getGlobalContext()))
                    .doesNotThrowAnyException();
        }
        assertThat(lines()).hasSize(3).allMatch(line -> line.contains("\"level\":\"WARN\""));
        assertThat(lines().get(0)).contains("not primed: java.io.IOException: no loopback interface");
        assertThat(lines().get(2)).contains("not primed: java.lang.NoClassDefFoundError: not in this runtime");
    }

    @Test
    void keepsAnInterruption() {
        priming(() -> {
                    throw new InterruptedException("told to stop");
                })
                .beforeCheckpoint(Core.getGlobalContext());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(lines()).singleElement().asString().contains("told to stop");
    }

    @Test
    void hasNothingToDoAfterARestore() {
        priming(() -> {
                    throw new AssertionError("a second rehearsal");
                })
                .afterRestore(Core.getGlobalContext());
        assertThat(lines()).isEmpty();
    }
}
