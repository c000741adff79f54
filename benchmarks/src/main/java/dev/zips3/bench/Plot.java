package dev.zips3.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws what CorpusRace and Peers wrote. */
@Command(
        name = "plot",
        mixinStandardHelpOptions = true,
        description = "Draws an SVG file of what CorpusRace and Peers wrote with --csv.")
final class Plot {

    private static final int WIDTH = 860;
    /** Of title, legend and scale, in pixels as the rest. */
    private static final int FRAME = 130;

    private static final int PER_BAR = 24;

    Plot() {}

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        System.exit(new CommandLine(new Plot()).execute(arguments));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "The encoder against Python's zipfile, by class of image: speed, and size in the label.")
    int encoder(
            @Parameters(paramLabel = "CSV", description = "Of CorpusRace.") Path csv,
            @Option(names = "--out", required = true, paramLabel = "SVG", description = "The file to write.") Path svg)
            throws IOException {
        return draw(EncoderPlot.of(Figures.read(csv)), svg);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "The function beside Python: wall time, CPU time and peak memory, by scenario.")
    int function(
            @Parameters(
                            arity = "1..*",
                            paramLabel = "NAME=CSV",
                            description = "A scenario, and its file of Peers, whose first row is Python's.")
                    Map<String, Path> scenarios,
            @Option(names = "--out", required = true, paramLabel = "SVG", description = "The file to write.") Path svg)
            throws IOException {
        Map<String, Figures> figures = new LinkedHashMap<>();
        for (Map.Entry<String, Path> scenario : scenarios.entrySet()) {
            figures.put(scenario.getKey(), Figures.read(scenario.getValue()));
        }
        return draw(FunctionPlot.of(figures), svg);
    }

    private static int draw(JFreeChart chart, Path svg) throws IOException {
        int bars = chart.getCategoryPlot().getDataset().getRowCount()
                * chart.getCategoryPlot().getDataset().getColumnCount();
        Files.writeString(svg, Svg.of(chart, WIDTH, FRAME + PER_BAR * bars));
        return 0;
    }
}
