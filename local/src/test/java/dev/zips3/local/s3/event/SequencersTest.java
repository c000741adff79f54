package dev.zips3.local.s3.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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
    void ascendsOverARestart() {
        String before = new Sequencers(at(NOW)).next();

        assertThat(new Sequencers(at(NOW.plusMillis(1))).next()).isGreaterThan(before);
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }
}
