package dev.zips3.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;

/** The encoder against Python's zipfile, by class of image, from what {@link CorpusRace} wrote. */
final class EncoderPlot {

    private EncoderPlot() {}

    static JFreeChart of(Figures race) {
        List<Bar> bars = new ArrayList<>();
        for (Figures.Row row : race.rows()) {
            boolean large = row.name().endsWith(Tally.LARGE);
            double faster = race.figure(row, Tally.PYTHON_SECONDS) / race.figure(row, Tally.SECONDS);
            double larger = race.figure(row, Tally.SIZE) / race.figure(row, Tally.PYTHON_SIZE) - 1;
            bars.add(new Bar(
                    large ? "images of 1 MB and more" : "all images",
                    row.name().replace(Tally.LARGE, ""),
                    faster,
                    String.format(Locale.ROOT, "%.1f× · size %+.2f %%", faster, 100 * larger)));
        }
        return RatioChart.of(
                "The encoder beside Python's zipfile (zlib, level 6)",
                "times as fast: CPU time of Python ÷ CPU time of the encoder, CRC-32 included, log scale",
                bars);
    }
}
