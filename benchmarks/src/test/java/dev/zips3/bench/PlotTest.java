package dev.zips3.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jfree.chart.plot.CategoryPlot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;
import picocli.CommandLine;

@Tag("fonts")
final class PlotTest {

    private static final int SMALL = 60_000;

    @TempDir
    private Path directory;

    @Test
    void theEncoderIsDrawnByClassAndSize() {
        CategoryPlot plot = EncoderPlot.of(race(2.0)).getCategoryPlot();
        assertThat((Object) plot.getDataset().getColumnKeys()).isEqualTo(List.of("all", "photo"));
        assertThat((Object) plot.getDataset().getRowKeys()).isEqualTo(List.of("all images", "images of 1 MB and more"));
        assertThat(plot.getDataset().getValue("images of 1 MB and more", "photo"))
                .isEqualTo(4.0);
        assertThat(plot.getRenderer().getDefaultItemLabelGenerator().generateLabel(plot.getDataset(), 1, 1))
                .isEqualTo("4.0× · size +1.00 %");
    }

    @Test
    void theFunctionIsDrawnBesideTheFirstRow() {
        Map<String, Figures> scenarios = Map.of("warm", peers("Python", "function.jar"));
        CategoryPlot plot = FunctionPlot.of(scenarios).getCategoryPlot();
        assertThat((Object) plot.getDataset().getColumnKeys()).isEqualTo(List.of("warm"));
        assertThat(plot.getDataset().getValue("wall time", "warm")).isEqualTo(0.5);
        assertThat(plot.getRenderer().getDefaultItemLabelGenerator().generateLabel(plot.getDataset(), 0, 0))
                .isEqualTo("0.50× · 10.0 vs 20.0 s");
        assertThat(plot.getRenderer().getDefaultItemLabelGenerator().generateLabel(plot.getDataset(), 1, 0))
                .isEqualTo("0.25× · 10.0 vs 40.0 ms");
        assertThat(plot.getRenderer().getDefaultItemLabelGenerator().generateLabel(plot.getDataset(), 2, 0))
                .isEqualTo("2.00× · 136 vs 68 MiB");
    }

    @Test
    void severalPeersOfAScenarioAreToldApart() {
        Map<String, Figures> scenarios = Map.of("cold", peers("Python", "plain", "archive"));
        assertThat((Object) FunctionPlot.of(scenarios)
                        .getCategoryPlot()
                        .getDataset()
                        .getColumnKeys())
                .isEqualTo(List.of("cold: plain", "cold: archive"));
    }

    @Test
    void memoryThatNobodyToldIsLeftOut() {
        Figures untold = new Figures(
                List.of("wall ms", "CPU ms", "peak MiB"),
                List.of(
                        new Figures.Row("Python", List.of(2.0, 2.0, 0.0)),
                        new Figures.Row("function.jar", List.of(1.0, 1.0, 0.0))));
        CategoryPlot plot = FunctionPlot.of(Map.of("warm", untold)).getCategoryPlot();
        assertThat((Object) plot.getDataset().getRowKeys()).isEqualTo(List.of("wall time", "CPU time"));
    }

    @Test
    void theSameFiguresAreTheSameBytes() throws IOException, ParserConfigurationException, SAXException {
        byte[] svg = encoder(race(2.0));
        assertThat(encoder(race(2.0))).isEqualTo(svg);
        assertThat(encoder(race(2.1))).isNotEqualTo(svg);
        assertThat(svg).hasSizeLessThan(SMALL);
    }

    @Test
    void theFunctionsPlotIsASmallWholeFileToo() throws IOException, ParserConfigurationException, SAXException {
        peers("Python", "function.jar").write(directory.resolve("warm.csv"));
        byte[] svg =
                drawn("function", "warm=" + directory.resolve("warm.csv"), "cold=" + directory.resolve("warm.csv"));
        assertThat(drawn("function", "warm=" + directory.resolve("warm.csv"))).isNotEqualTo(svg);
        assertThat(svg).hasSizeLessThan(SMALL);
    }

    @Test
    void nothingThatHasNoPlaceOnALogarithmicScale() {
        assertThatThrownBy(() -> EncoderPlot.of(race(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the ratio of all images of all is 0.0, allowed: above 0");
    }

    private byte[] encoder(Figures race) throws IOException, ParserConfigurationException, SAXException {
        Path csv = directory.resolve("race.csv");
        race.write(csv);
        return drawn("encoder", csv.toString());
    }

    private byte[] drawn(String... arguments) throws IOException, ParserConfigurationException, SAXException {
        Path svg = directory.resolve("plot.svg");
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--out", svg.toString()));
        assertThat(new CommandLine(new Plot()).execute(words.toArray(String[]::new)))
                .isZero();
        DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(svg.toFile());
        return Files.readAllBytes(svg);
    }

    private static Figures race(double pythonSeconds) {
        return new Figures(
                Tally.columns(),
                List.of(
                        new Figures.Row("all", List.of(2.0, 3e6, 1000.0, 1000.0, pythonSeconds, 1.0)),
                        new Figures.Row("all >= 1 MB", List.of(1.0, 2e6, 1000.0, 1000.0, 3.0, 1.0)),
                        new Figures.Row("photo", List.of(2.0, 3e6, 1000.0, 999.0, 3.0, 1.0)),
                        new Figures.Row("photo >= 1 MB", List.of(1.0, 2e6, 1000.0, 1010.0, 4.0, 1.0))));
    }

    /** Of each but the first: half of the wall time, a quarter of the CPU time, twice the memory. */
    private static Figures peers(String first, String... others) {
        return new Figures(
                List.of("wall ms", "CPU ms", "peak MiB"),
                Stream.concat(
                                Stream.of(new Figures.Row(first, List.of(20_000.0, 40.0, 68.0))),
                                Stream.of(others).map(name -> new Figures.Row(name, List.of(10_000.0, 10.0, 136.0))))
                        .toList());
    }
}
