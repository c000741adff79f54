package dev.zips3.integration.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The command line, run to its end in this JVM. */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int exitCode = LabCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /** The table's line of a file, its columns; a name may hold single spaces. */
    String[] row(String file) {
        return out.lines()
                .filter(line -> line.startsWith(file + "  "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " is not in\n" + out + err))
                .split(" {2,}");
    }
}
