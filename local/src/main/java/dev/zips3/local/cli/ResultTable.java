package dev.zips3.local.cli;

import java.util.List;
import java.util.Locale;

/** The results, a line each, as a table for people. */
record ResultTable(List<ZipResult> results) {

    private static final String FILE = "FILE";

    @Override
    public String toString() {
        int width = results.stream()
                .mapToInt(result -> length(result.image().name()))
                .reduce(FILE.length(), Math::max);
        StringBuilder table = new StringBuilder();
        line(table, width, FILE, "BYTES IN", "BYTES OUT", "RATIO", "MS", "OUTCOME");
        for (ZipResult result : results) {
            line(
                    table,
                    width,
                    result.image().name(),
                    number(result.image().size()),
                    result.isZipped() ? number(result.bytesOut()) : "-",
                    result.isZipped() ? ratio(result) : "-",
                    result.isZipped() ? number(result.milliseconds()) : "-",
                    result.outcome());
        }
        return table.toString();
    }

    private static void line(
            StringBuilder table,
            int width,
            String file,
            String in,
            String out,
            String ratio,
            String ms,
            String outcome) {
        table.append(file)
                .append(" ".repeat(width - length(file)))
                .append("%16s %16s %7s %9s  %s%n".formatted(in, out, ratio, ms, outcome));
    }

    private static String ratio(ZipResult result) {
        return result.image().size() == 0
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%.4f",
                        (double) result.bytesOut() / result.image().size());
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
