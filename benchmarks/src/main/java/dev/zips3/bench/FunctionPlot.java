package dev.zips3.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jfree.chart.JFreeChart;

/** The function beside the first peer, by scenario, from what {@code Peers} wrote. */
final class FunctionPlot {

    private static final String PEAK = "peak MiB";
    /** From here on, milliseconds are told as seconds. */
    private static final double MANY_MILLIS = 10_000;

    private FunctionPlot() {}

    static JFreeChart of(Map<String, Figures> scenarios) {
        List<Bar> bars = new ArrayList<>();
        scenarios.forEach((scenario, figures) -> {
            List<Figures.Row> rows = figures.rows();
            for (Figures.Row row : rows.subList(1, rows.size())) {
                String group = rows.size() == 2 ? scenario : scenario + ": " + row.name();
                bars.add(time("wall time", group, figures, row, "wall ms"));
                bars.add(time("CPU time", group, figures, row, "CPU ms"));
                // Only Linux tells the memory of another process.
                if (figures.figure(row, PEAK) > 0) {
                    bars.add(bar("peak memory", group, figures, row, PEAK, "MiB", 1));
                }
            }
        });
        return RatioChart.of(
                "The function beside the one in Python (zipfile, boto3)",
                "function ÷ Python: below 1× the function takes less; log scale",
                bars);
    }

    private static Bar time(String series, String group, Figures figures, Figures.Row row, String column) {
        return figures.figure(figures.rows().get(0), column) < MANY_MILLIS
                ? bar(series, group, figures, row, column, "ms", 1)
                : bar(series, group, figures, row, column, "s", 1000);
    }

    private static Bar bar(
            String series, String group, Figures figures, Figures.Row row, String column, String unit, int divisor) {
        double first = figures.figure(figures.rows().get(0), column) / divisor;
        double figure = figures.figure(row, column) / divisor;
        String format = Math.max(first, figure) < 100 ? "%.2f× · %.1f vs %.1f %s" : "%.2f× · %,.0f vs %,.0f %s";
        return new Bar(
                series, group, figure / first, String.format(Locale.ROOT, format, figure / first, figure, first, unit));
    }
}
