package dev.zips3.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The measured runs of one function. */
final class Samples {

    private static final String HEADER = """
            | function | wall ms | of the first | CPU ms | of the first | peak MiB |
            |---|---:|---:|---:|---:|---:|
            """;

    private final String name;
    private final List<Double> wallMillis = new ArrayList<>();
    private final List<Double> cpuMillis = new ArrayList<>();
    private long peakKiB;

    Samples(String name) {
        this.name = name;
    }

    /**
     * Adds one run.
     *
     * @param images of the run; the figures are per image
     */
    void add(Duration wall, Duration cpu, long runPeakKiB, int images) {
        wallMillis.add(wall.toNanos() / 1e6 / images);
        cpuMillis.add(cpu.toNanos() / 1e6 / images);
        peakKiB = Math.max(peakKiB, runPeakKiB);
    }

    /** Medians of the runs, the highest peak, and ratios to the first function. */
    static String markdown(List<Samples> all) {
        StringBuilder table = new StringBuilder(HEADER);
        Samples first = all.get(0);
        for (Samples samples : all) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.2f | %.1f | %.2f | %d |%n",
                    samples.name,
                    median(samples.wallMillis),
                    median(samples.wallMillis) / median(first.wallMillis),
                    median(samples.cpuMillis),
                    median(samples.cpuMillis) / median(first.cpuMillis),
                    samples.peakKiB >> 10));
        }
        return table.toString();
    }

    /** The same figures without the ratios. */
    static Table table(List<Samples> all) {
        return new Table(
                List.of("wall ms", "CPU ms", "peak MiB"),
                all.stream()
                        .map(samples -> new Table.Row(
                                samples.name,
                                List.of(
                                        median(samples.wallMillis),
                                        median(samples.cpuMillis),
                                        samples.peakKiB / 1024.0)))
                        .toList());
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
