package dev.zips3.local.cli;

import java.io.PrintWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints lines for people. A key, a file name or what the function writes can have control characters: they could clear
 * the terminal or make it show another name. So their codes are printed instead.
 */
final class Terminal {

    /**
     * C0 without the tab, DEL and C1; both Unicode line breaks; the bidirectional embeddings, overrides and isolates,
     * which reorder what is shown. A tab only moves the cursor, and Lambda's REPORT lines have it.
     *
     * @see <a href="https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters">Unicode Standard Annex
     *     9</a>
     */
    private static final Pattern UNSAFE =
            Pattern.compile("[\\x00-\\x08\\x0A-\\x1F\\x7F-\\x9F\\x{2028}-\\x{202E}\\x{2066}-\\x{2069}]");

    private final PrintWriter out;

    Terminal(PrintWriter out) {
        this.out = out;
    }

    /** Prints one line; a line break in the text is escaped, too. */
    synchronized void line(String text) {
        out.println(escape(text));
        out.flush();
    }

    /** Prints what another program wrote: its line breaks stay. */
    void lines(String text) {
        text.lines().forEach(this::line);
    }

    /** The text as {@link #line} prints it. Escaping it again changes nothing. */
    static String escape(String text) {
        return UNSAFE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        "\\u%04x".formatted((int) match.group().charAt(0))));
    }
}
