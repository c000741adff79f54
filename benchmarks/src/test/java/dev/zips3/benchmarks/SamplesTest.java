package dev.zips3.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SamplesTest {

    @TempDir
    private Path directory;

    @Test
    void comparesMediansWithTheFirstFunction() {
        Samples first = new Samples("first");
        Samples second = new Samples("second");
        for (int millis : new int[] {100, 9_000, 200}) {
            first.add(Duration.ofMillis(millis), Duration.ofMillis(80), 2048, 2);
            second.add(Duration.ofMillis(50), Duration.ofMillis(20), 0, 2);
        }
        assertThat(Samples.markdown(List.of(first, second)))
                .contains("| first | 100.0 | 1.00 | 40.0 | 1.00 | 2 |")
                .contains("| second | 25.0 | 0.25 | 10.0 | 0.25 | 0 |");
    }

    @Test
    void takesTheMiddleOfAnEvenNumberOfRuns() {
        assertThat(Samples.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
    }

    @Test
    void writesFiguresWithoutRatiosAsCsv() throws IOException {
        Samples samples = new Samples("one, with a comma");
        samples.add(Duration.ofMillis(400_000_000), Duration.ofMillis(5), 1536, 2);
        Path file = directory.resolve("figures.csv");
        Samples.table(List.of(samples)).write(file);
        assertThat(file)
                .hasContent("name,\"wall ms\",\"CPU ms\",\"peak MiB\"\n\"one, with a comma\",200000000,2.5,1.5\n");
    }
}
