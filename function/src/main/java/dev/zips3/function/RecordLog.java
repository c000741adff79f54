package dev.zips3.function;

import java.io.PrintStream;
import java.util.Map;

/** One line of JSON a record. Keys and messages come from outside, and cannot forge one ({@link JsonText}). */
final class RecordLog {

    private final JsonText json = new JsonText();
    private final PrintStream out;

    RecordLog(PrintStream out) {
        this.out = out;
    }

    /** @param fields values are {@link String}, {@link Long}, or {@link Double} */
    void write(Map<String, Object> fields) {
        out.println(json.of(fields));
    }
}
