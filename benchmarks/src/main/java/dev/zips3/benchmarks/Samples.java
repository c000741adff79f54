package dev.zips3.local;

import dev.zips3.bench.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What was measured of one peer, run by run. */
final class Samples {

    private static final String HEADER = """
            | peer | wall ms | of the first | CPU ms | of the first | peak MiB |
            |---|---:|---:|---:|---:|---:|
            """;

    private final String name;
    private final List<Double> wallMillis = new ArrayList<>();
    private final List<Double> cpuMillis = new ArrayList<>();
    private long peakKiB;

    Samples(String name) {
        this.name = name;
    }

    /** @param units images, or whatever the figures shall be of each */
    void add(Duration wall, Duration cpu, OptionalLong peak, int units) {
        wallMillis.add(wall.toNanos() / 1e6 / units);
        cpuMillis.add(cpu.toNanos() / 1e6 / units);
        peakKiB = Math.max(peakKiB, peak.orElse(0));
    }

    /** Medians, and the peak of all runs; ratios are to the first peer. */
    static String table(List<Samples> all) {
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

    /** What the table has, without the ratios. */
    static Figures figures(List<Samples> all) {
        return new Figures(
                List.of("wall ms", "CPU ms", "peak MiB"),
                all.stream()
                        .map(samples -> new Figures.Row(
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
