package dev.zips3.benchmarks;

import java.util.List;
import java.util.Locale;

/** The sums over the images of one class, for Python and for the encoder. */
final class Totals {

    /** The columns of a {@link #row}; {@code benchmarks/plot.py} reads them by these names. */
    static final List<String> COLUMNS =
            List.of("images", "bytes", "Python bytes", "encoder bytes", "Python s", "encoder s");

    static final String HEADER = String.format(
            Locale.ROOT,
            "%-22s %7s %8s %9s %9s %7s %9s",
            "",
            "images",
            "MB",
            "Python s",
            "encoder s",
            "faster",
            "larger");

    private int images;
    private long bytes;
    private long pythonBytes;
    private long encoderBytes;
    private double pythonSeconds;
    private double encoderSeconds;

    void add(EncoderRace.Result result) {
        images++;
        bytes += result.bytes();
        pythonBytes += result.pythonBytes();
        encoderBytes += result.encoderBytes();
        pythonSeconds += result.pythonNanos() / 1e9;
        encoderSeconds += result.encoderNanos() / 1e9;
    }

    String line(String name) {
        return String.format(
                Locale.ROOT,
                "%-22s %7d %8.1f %9.2f %9.2f %6.1fx %+8.3f%%",
                name,
                images,
                bytes / 1e6,
                pythonSeconds,
                encoderSeconds,
                pythonSeconds / encoderSeconds,
                100.0 * (encoderBytes - pythonBytes) / pythonBytes);
    }

    Table.Row row(String name) {
        return new Table.Row(
                name,
                List.of(
                        (double) images,
                        (double) bytes,
                        (double) pythonBytes,
                        (double) encoderBytes,
                        pythonSeconds,
                        encoderSeconds));
    }
}
