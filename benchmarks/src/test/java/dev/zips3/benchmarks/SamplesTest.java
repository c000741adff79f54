package dev.zips3.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.bench.Figures;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class PeerSamplesTest {

    @Test
    void tellsMediansPerUnitAndRatiosToTheFirst() {
        Samples first = new Samples("first");
        Samples second = new Samples("second");
        for (int millis : new int[] {100, 9_000, 200}) {
            first.add(Duration.ofMillis(millis), Duration.ofMillis(80), OptionalLong.of(2048), 2);
            second.add(Duration.ofMillis(50), Duration.ofMillis(20), OptionalLong.empty(), 2);
        }
        assertThat(Samples.table(List.of(first, second)))
                .contains("| first | 100.0 | 1.00 | 40.0 | 1.00 | 2 |")
                .contains("| second | 25.0 | 0.25 | 10.0 | 0.25 | 0 |");
    }

    @Test
    void theFiguresAreThoseOfTheTableWithoutTheRatios() {
        Samples samples = new Samples("one, with a comma");
        samples.add(Duration.ofMillis(100), Duration.ofMillis(80), OptionalLong.of(1536), 2);
        assertThat(Samples.figures(List.of(samples)))
                .isEqualTo(new Figures(
                        List.of("wall ms", "CPU ms", "peak MiB"),
                        List.of(new Figures.Row("one, with a comma", List.of(50.0, 40.0, 1.5)))));
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwo() {
        assertThat(Samples.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
    }
}
