package dev.zips3.local.s3.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequencersTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void ascendsWhileTheClockStands() {
        Sequencers sequencers = new Sequencers(at(NOW));

        List<String> given = Stream.generate(sequencers::next).limit(100).toList();

        assertThat(given).isSorted().doesNotHaveDuplicates().allMatch(value -> value.matches("[0-9A-F]{18}"));
    }

    @Test
    void givesNoDuplicatesToManyThreads() {
        Sequencers sequencers = new Sequencers(at(NOW));

        List<String> given = IntStream.range(0, 10_000)
                .parallel()
                .mapToObj(index -> sequencers.next())
                .toList();

        assertThat(given).doesNotHaveDuplicates();
    }

    @Test
    void followsTheClock() {
        assertThat(new Sequencers(at(NOW)).next()).isEqualTo("%018X".formatted(NOW.toEpochMilli() * 1_000_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void ascendsOverARestartWithAnEarlierClock(int count, @TempDir Path directory) throws IOException {
        Clock ticking = new TickingClock();
        Sequencers before = Sequencers.storedIn(directory, ticking);
        String last = Stream.generate(before::next).limit(count).reduce("", (older, newer) -> newer);

        Instant yesterday = NOW.minus(Duration.ofDays(1));
        String first = Sequencers.storedIn(directory, at(yesterday)).next();
        String second = Sequencers.storedIn(directory, at(yesterday)).next();

        assertThat(List.of(last, first, second)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void namesAFileThatHasNoSequencer(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("sequencer"), "");

        assertThatThrownBy(() -> Sequencers.storedIn(directory, at(NOW)))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(file + ": it has no sequencer; delete it if the clock was not set back");
    }

    @Test
    void givesNoSequencerThatItCannotStore(@TempDir Path directory) throws IOException {
        Sequencers sequencers = Sequencers.storedIn(directory.resolve("private"), at(NOW));
        Files.delete(directory.resolve("private"));

        assertThatThrownBy(sequencers::next).isInstanceOf(UncheckedIOException.class);
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    /** Goes on ten milliseconds whenever somebody looks. */
    private static final class TickingClock extends Clock {
        private Instant now = NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            now = now.plusMillis(10);
            return now;
        }
    }
}
