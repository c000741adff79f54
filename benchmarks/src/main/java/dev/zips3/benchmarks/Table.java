package dev.zips3.bench;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of what was measured, and its file: what a comparison writes and a plot reads. Ratios are not in it, for they
 * follow.
 *
 * @param columns the names of a row's figures, with their units
 */
public record Figures(List<String> columns, List<Row> rows) {

    private static final CsvMapper CSV = new CsvMapper();
    private static final String NAME = "name";

    public Figures {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.figures().size() != columns.size()) {
                throw new IllegalArgumentException("\"" + row.name() + "\" has "
                        + row.figures().size() + " figures, allowed: " + columns.size() + ", " + columns);
            }
        }
    }

    public record Row(String name, List<Double> figures) {
        public Row {
            figures = List.copyOf(figures);
        }
    }

    public void write(Path file) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        lines.add(line(NAME, columns));
        rows.forEach(row -> lines.add(
                line(row.name(), row.figures().stream().map(Figures::plain).toList())));
        try (Writer writer = Files.newBufferedWriter(file);
                SequenceWriter values = CSV.writer().writeValues(writer)) {
            values.writeAll(lines);
        }
    }

    private static List<String> line(String name, List<String> values) {
        List<String> line = new ArrayList<>(List.of(name));
        line.addAll(values);
        return line;
    }

    /** All its digits, and no exponent, which not every reader of CSV takes for a number. */
    private static String plain(double figure) {
        return BigDecimal.valueOf(figure).stripTrailingZeros().toPlainString();
    }

    /** @throws IllegalArgumentException if it is not such a file; the message has its name */
    static Figures read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file);
                MappingIterator<List<String>> values = CSV.readerForListOf(String.class)
                        .with(CsvParser.Feature.WRAP_AS_ARRAY)
                        .readValues(reader)) {
            List<List<String>> lines = values.readAll();
            if (lines.isEmpty()) {
                throw new IllegalArgumentException("empty, allowed: a line of columns, and one for each row");
            }
            return new Figures(
                    figures(lines.get(0)),
                    lines.subList(1, lines.size()).stream()
                            .map(line -> new Row(
                                    line.get(0),
                                    figures(line).stream().map(Double::valueOf).toList()))
                            .toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<String> figures(List<String> line) {
        return line.subList(1, line.size());
    }

    /** @throws IllegalArgumentException if there is no such column */
    double figure(Row row, String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("no column \"" + column + "\" among " + columns);
        }
        return row.figures().get(index);
    }
}
