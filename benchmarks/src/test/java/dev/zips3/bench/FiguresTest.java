package dev.zips3.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FiguresTest {

    @TempDir
    private Path directory;

    @Test
    void comeBackFromTheirFile() throws IOException {
        Figures figures = new Figures(
                List.of("wall ms", "peak, MiB"),
                List.of(
                        new Figures.Row("C1, \"archive\"", List.of(0.1 + 0.2, 3.0e9)),
                        new Figures.Row("größer", List.of(-1.5, 0.0))));
        Path file = directory.resolve("figures.csv");
        figures.write(file);
        assertThat(Figures.read(file)).isEqualTo(figures);
    }

    @Test
    void areALineEach() throws IOException {
        Path file = directory.resolve("figures.csv");
        new Figures(List.of("CPU ms", "bytes"), List.of(new Figures.Row("a, b", List.of(2.5, 4e8)))).write(file);
        assertThat(file).hasContent("name,\"CPU ms\",bytes\n\"a, b\",2.5,400000000\n");
    }

    @Test
    void aRowHasAFigureForEachColumn() throws IOException {
        Path file = directory.resolve("figures.csv");
        Files.writeString(file, "name,a,b\nshort,1\n");
        assertThatThrownBy(() -> Figures.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": \"short\" has 1 figures, allowed: 2, [a, b]");
    }

    @Test
    void aFileOfSomethingElseIsNamed() throws IOException {
        Path file = directory.resolve("figures.csv");
        Files.writeString(file, "name,a\nrow,fast\n");
        assertThatThrownBy(() -> Figures.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("figures.csv")
                .hasMessageContaining("\"fast\"");
        Files.writeString(file, "");
        assertThatThrownBy(() -> Figures.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("figures.csv: empty");
    }
}
