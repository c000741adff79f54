package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class SafeExceptionTest {

    private static int depth(Throwable exception) {
        return exception == null ? 0 : 1 + depth(exception.getCause());
    }

    @Test
    void tellsAllThatTheOriginalTells() {
        IOException cause = new IOException("the cause");
        IllegalStateException original = new IllegalStateException("on\ntwo lines", cause);
        original.addSuppressed(new IOException("the abort failed, too"));
        SafeException safe = SafeException.of(original);
        assertThat(safe).hasMessage("java.lang.IllegalStateException: on\\u000Atwo lines");
        assertThat(safe.getStackTrace()).isEqualTo(original.getStackTrace());
        assertThat(safe.getCause()).hasMessage("java.io.IOException: the cause");
        assertThat(safe.getCause().getStackTrace()).isEqualTo(cause.getStackTrace());
        assertThat(safe.getSuppressed()).hasSize(1);
        assertThat(safe.getSuppressed()[0]).hasMessage("java.io.IOException: the abort failed, too");
    }

    /** Not a line of the trace, which is what Lambda prints, is one that a message made up. */
    @Test
    void isPrintedInLinesOfItsOwn() {
        StringWriter trace = new StringWriter();
        SafeException.of(new IOException("a\r\nERROR forged\u2028\u202ex", new IOException("b\nERROR forged")))
                .printStackTrace(new PrintWriter(trace, true));
        assertThat(trace.toString().lines()).noneMatch(line -> line.startsWith("ERROR"));
        assertThat(trace.toString()).contains("a\\u000D\\u000AERROR forged\\u2028\\u202Ex");
    }

    @Test
    void endsARingOfCauses() {
        IOException one = new IOException("one");
        IOException other = new IOException("other", one);
        one.initCause(other);
        assertThat(depth(SafeException.of(one))).isEqualTo(9);
    }

    @Test
    void endsARingOfTheSuppressed() {
        IOException one = new IOException("one");
        IOException other = new IOException("other");
        one.addSuppressed(other);
        other.addSuppressed(one);
        int depth = 0;
        for (Throwable e = SafeException.of(one); e.getSuppressed().length > 0; e = e.getSuppressed()[0]) {
            depth++;
        }
        assertThat(depth).isEqualTo(8);
    }
}
