package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RecordLogTest {

    private static String line(String key, Outcome outcome) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RecordReport report = new RecordReport(
                Instant.parse("2026-01-02T03:04:05.678Z"), "request", key, outcome, Duration.ofMillis(42));
        new RecordLog(new PrintStream(out, false, StandardCharsets.UTF_8)).write(report.fields());
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void saysWhatHappened() {
        assertThat(line("images/a.png", Outcome.zipped("zip/a.png.zip", 1000, 973)))
                .isEqualTo("{\"timestamp\":\"2026-01-02T03:04:05.678Z\",\"level\":\"INFO\",\"requestId\":\"request\","
                        + "\"outcome\":\"ZIPPED\",\"key\":\"images/a.png\",\"zipKey\":\"zip/a.png.zip\",\"reason\":\"\",\"bytesIn\":1000,"
                        + "\"bytesOut\":973,\"ratio\":0.973,\"milliseconds\":42}" + System.lineSeparator());
    }

    @Test
    void cannotBeForgedByAKey() {
        String line = line("images/\n{\"level\":\"ERROR\"}\r\u2028\u202eü.png", Outcome.gone());
        assertThat(line.stripTrailing()).doesNotContain("\n", "\r").matches("\\p{ASCII}*");
        assertThat(line)
                .contains("\"key\":\"images/\\n{\\\"level\\\":\\\"ERROR\\\"}\\r\\u2028\\u202E\\u00FC.png\"")
                .contains("\"level\":\"INFO\"");
    }

    @Test
    void hasNoControlCharacterWhateverTheKey() {
        String key =
                IntStream.rangeClosed(0, 0xFF).mapToObj(Character::toString).collect(Collectors.joining());
        assertThat(line(key, Outcome.gone()).stripTrailing()).matches("[\\x20-\\x7E]*");
    }

    @Test
    void neverShowsWhatSigns() {
        String url =
                "https://b.s3.amazonaws.com/k?X-Amz-Credential=ASIAIOSFODNN7EXAMPLE%2F20260102&X-Amz-Signature=f00d"
                        + "&X-Amz-Security-Token=IQoJ";
        assertThat(line(url, Outcome.failed(new IllegalStateException("of AKIAIOSFODNN7EXAMPLE: " + url))))
                .doesNotContain("f00d", "IOSFODNN7EXAMPLE", "IQoJ")
                .contains("X-Amz-Signature=***");
    }

    @Test
    void isBounded() {
        assertThat(line("k".repeat(100_000), Outcome.gone())).hasSizeLessThan(5000);
    }

    @Test
    void showsTroubleByItsLevel() {
        assertThat(line("k", Outcome.ignored("why"))).contains("\"level\":\"WARN\"");
        assertThat(line("k", Outcome.failed(new IllegalStateException("broken"))))
                .contains("\"level\":\"ERROR\"")
                .contains("broken");
    }
}
