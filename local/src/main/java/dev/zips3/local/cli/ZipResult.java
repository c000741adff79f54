package dev.zips3.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The result for one image: a line of the table.
 *
 * @param bytesOut of the saved ZIP; 0 if there is none
 * @param milliseconds that the function took, as it reports
 * @param outcome as the function reports it, or why it reports none
 * @param reason why there is no ZIP; empty if there is one
 */
record ZipResult(Image image, long bytesOut, long milliseconds, String outcome, String reason) {

    private static final String FILE = "FILE";

    static ZipResult failed(Image image, String outcome, String reason) {
        return new ZipResult(image, 0, 0, outcome, reason);
    }

    boolean isZipped() {
        return reason.isEmpty();
    }

    /** A table for people, with a line for each result. */
    static List<String> table(List<ZipResult> results) {
        int width = results.stream().mapToInt(result -> length(result.name())).reduce(FILE.length(), Math::max);
        List<String> table = new ArrayList<>();
        table.add(line(width, FILE, "BYTES IN", "BYTES OUT", "RATIO", "MS", "OUTCOME"));
        results.forEach(result -> table.add(result.line(width)));
        return table;
    }

    /** As a terminal shows it: its width is that of the column. */
    private String name() {
        return Terminal.escape(image.name());
    }

    private String line(int width) {
        String in = number(image.size());
        return isZipped()
                ? line(width, name(), in, number(bytesOut), ratio(), number(milliseconds), outcome)
                : line(width, name(), in, "-", "-", "-", outcome);
    }

    private static String line(
            int width, String file, String in, String out, String ratio, String milliseconds, String outcome) {
        return file
                + " ".repeat(width - length(file))
                + "%16s %16s %7s %9s  %s".formatted(in, out, ratio, milliseconds, outcome);
    }

    private String ratio() {
        return image.size() == 0 ? "-" : String.format(Locale.ROOT, "%.4f", (double) bytesOut / image.size());
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
