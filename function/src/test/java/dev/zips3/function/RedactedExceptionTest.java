package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactedExceptionTest {

    private static int depth(Throwable exception) {
        return exception == null ? 0 : 1 + depth(exception.getCause());
    }

    private static String message(String original) {
        return RedactedException.of(new IOException(original)).getMessage();
    }

    @Test
    void copiesMessagesCausesSuppressedExceptionsAndStackTraces() {
        IOException cause = new IOException("the cause");
        IllegalStateException original = new IllegalStateException("on\ntwo lines", cause);
        original.addSuppressed(new IOException("the abort failed, too"));
        RedactedException copy = RedactedException.of(original);
        assertThat(copy).hasMessage("java.lang.IllegalStateException: on\\u000Atwo lines");
        assertThat(copy.getStackTrace()).isEqualTo(original.getStackTrace());
        assertThat(copy.getCause()).hasMessage("java.io.IOException: the cause");
        assertThat(copy.getCause().getStackTrace()).isEqualTo(cause.getStackTrace());
        assertThat(copy.getSuppressed()).hasSize(1);
        assertThat(copy.getSuppressed()[0]).hasMessage("java.io.IOException: the abort failed, too");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "GET /k?X-Amz-Signature=f00d&x=1, GET /k?X-Amz-Signature=***&x=1",
                "X-Amz-Credential=ASIAIOSFODNN7EXAMPLE%2F20260102&y, X-Amz-Credential=***&y",
                "X-Amz-Security-Token: IQoJ end, X-Amz-Security-Token: *** end",
                "x-amz-signature%3Df00d, x-amz-signature%3D***",
                "AWS4-HMAC-SHA256 Signature=f00d, AWS4-HMAC-SHA256 Signature=***",
                "AWSAccessKeyId=AKIDEXAMPLE<, AWSAccessKeyId=***<",
                "aws_secret_access_key=wJalr, aws_secret_access_key=***",
                "of AKIAIOSFODNN7EXAMPLE., of AKIA***.",
                "of ASIAIOSFODNN7EXAMPLE., of ASIA***."
            })
    void removesCredentials(String original, String redacted) {
        assertThat(message(original)).isEqualTo("java.io.IOException: " + redacted);
    }

    @Test
    void removesCredentialsFromCausesAndSuppressedExceptions() {
        IOException original = new IOException("outer", new IOException("cause Signature=f00d"));
        original.addSuppressed(new IOException("suppressed Signature=f00d"));
        StringWriter trace = new StringWriter();
        RedactedException.of(original).printStackTrace(new PrintWriter(trace, true));
        assertThat(trace.toString())
                .contains("cause Signature=***", "suppressed Signature=***")
                .doesNotContain("f00d");
    }

    @Test
    void printsNoLineThatAMessageMadeUp() {
        StringWriter trace = new StringWriter();
        RedactedException.of(
                        new IOException("a\r\nERROR forged\u2028\u202ex\ud800", new IOException("b\nERROR forged")))
                .printStackTrace(new PrintWriter(trace, true));
        assertThat(trace.toString().lines()).noneMatch(line -> line.startsWith("ERROR"));
        assertThat(trace.toString()).contains("a\\u000D\\u000AERROR forged\\u2028\\u202Ex\\uD800");
    }

    @Test
    void hasNoControlCharacter() {
        String all =
                IntStream.rangeClosed(0, 0xFF).mapToObj(Character::toString).collect(Collectors.joining());
        assertThat(message(all).codePoints()).noneMatch(Character::isISOControl);
    }

    @Test
    void limitsTheLengthOfAMessage() {
        assertThat(message("k".repeat(100_000))).hasSize(4097).endsWith("k…");
    }

    @Test
    void stopsInARingOfCauses() {
        IOException one = new IOException("one");
        IOException other = new IOException("other", one);
        one.initCause(other);
        assertThat(depth(RedactedException.of(one))).isEqualTo(9);
    }

    @Test
    void stopsInARingOfSuppressedExceptions() {
        IOException one = new IOException("one");
        IOException other = new IOException("other");
        one.addSuppressed(other);
        other.addSuppressed(one);
        int depth = 0;
        for (Throwable e = RedactedException.of(one); e.getSuppressed().length > 0; e = e.getSuppressed()[0]) {
            depth++;
        }
        assertThat(depth).isEqualTo(8);
    }
}
