package dev.zips3.bench;

import java.util.List;
import java.util.Locale;

/** The sums over the images of a class. */
final class Tally {

    /** Ends the name of those classes that have only the large images of another. */
    static final String LARGE = " >= 1 MB";

    static final String PYTHON_SECONDS = "Python s";
    static final String SECONDS = "encoder s";
    static final String PYTHON_SIZE = "Python bytes";
    static final String SIZE = "encoder bytes";

    private int images;
    private long length;
    private long pythonSize;
    private long size;
    private long pythonNanos;
    private long nanos;

    void add(Lap lap) {
        images++;
        length += lap.length();
        pythonSize += lap.pythonSize();
        size += lap.size();
        pythonNanos += lap.pythonNanos();
        nanos += lap.nanos();
    }

    static String header() {
        return String.format(
                Locale.ROOT,
                "%-22s %7s %8s %9s %9s %7s %9s",
                "",
                "images",
                "MB",
                "python s",
                "encoder s",
                "faster",
                "larger");
    }

    String line(String name) {
        return String.format(
                Locale.ROOT,
                "%-22s %7d %8.1f %9.2f %9.2f %6.1fx %+8.3f%%",
                name,
                images,
                length / 1e6,
                pythonNanos / 1e9,
                nanos / 1e9,
                (double) pythonNanos / nanos,
                100.0 * (size - pythonSize) / pythonSize);
    }

    static List<String> columns() {
        return List.of("images", "bytes", PYTHON_SIZE, SIZE, PYTHON_SECONDS, SECONDS);
    }

    Figures.Row row(String name) {
        return new Figures.Row(
                name,
                List.of(
                        (double) images,
                        (double) length,
                        (double) pythonSize,
                        (double) size,
                        pythonNanos / 1e9,
                        nanos / 1e9));
    }
}
