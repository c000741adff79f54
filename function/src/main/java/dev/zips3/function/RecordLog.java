package dev.zips3.function;

import java.io.PrintStream;
import java.util.Map;

/** One line of JSON a record. Keys and messages come from outside, and cannot forge one ({@link JsonText}). */
public final class RecordLog {

    private final JsonText json = new JsonText();
    private final PrintStream out;

    public RecordLog(PrintStream out) {
        this.out = out;
    }

    /**
     * Writes one line.
     *
     * @param fields values are {@link String}, {@link Long}, or {@link Double}
     */
    public void write(Map<String, Object> fields) {
        out.println(json.of(fields));
    }
}
