package dev.zips3.benchmarks;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measured figures as a CSV file, which {@code benchmarks/plot.py} draws. It holds no ratios: the reader computes them.
 *
 * @param columns the names of a row's figures, with their units
 */
record Table(List<String> columns, List<Row> rows) {

    /** One row: a figure for each column. */
    record Row(String name, List<Double> figures) {}

    void write(Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file);
                SequenceWriter lines = new CsvMapper().writer().writeValues(writer)) {
            lines.write(line("name", columns));
            for (Row row : rows) {
                lines.write(line(
                        row.name(), row.figures().stream().map(Table::plain).toList()));
            }
        }
    }

    private static List<String> line(String name, List<String> values) {
        List<String> line = new ArrayList<>(List.of(name));
        line.addAll(values);
        return line;
    }

    /** Without an exponent, because some readers of CSV do not accept it in a number. */
    private static String plain(double figure) {
        return BigDecimal.valueOf(figure).stripTrailingZeros().toPlainString();
    }
}
