package dev.zips3.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {

    /** Control characters and bidirectional formatting, by Unicode's own tables. */
    @Test
    void escapesEveryCharacterThatCouldChangeTheTerminal() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(TerminalTest::isUnsafe)
                .forEach(code ->
                        assertThat(Terminal.escape(Character.toString(code))).isEqualTo("\\u%04x".formatted(code)));
    }

    private static boolean isUnsafe(int code) {
        return switch (Character.getDirectionality(code)) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                    Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE -> true;
            default -> Character.getType(code) == Character.CONTROL && code != '\t';
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "blue sky.png", "Gr\u00fcn.png", "\uD83D\uDC69\u200D\uD83C\uDFA8.png", "\tat a.B", "a\\b$1"})
    void leavesOtherTextAsItIs(String text) {
        assertThat(Terminal.escape(text)).isEqualTo(text);
    }

    @Test
    void printsOneLineOrTheLinesOfAProgram() {
        StringWriter out = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out));

        terminal.line("one\nline");
        terminal.lines("two\nlines\u0007");

        assertThat(out.toString().lines()).containsExactly("one\\u000aline", "two", "lines\\u0007");
    }
}
