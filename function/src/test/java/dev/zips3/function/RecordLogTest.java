package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordLogTest {

    private static String line(String key, Outcome outcome) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StoppedClock clock = new StoppedClock();
        Instant start = clock.instant();
        clock.pass(Duration.ofMillis(42));
        String line = new RecordLog(new PrintStream(out, false, StandardCharsets.UTF_8), clock)
                .write("request", key, outcome, start);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(line + System.lineSeparator());
        return line;
    }

    @Test
    void writesWhatHappened() {
        assertThat(line("images/a.png", Outcome.zipped("zip/a.png.zip", 1000, 973)))
                .isEqualTo("{\"timestamp\":\"2026-01-02T03:04:05.042Z\",\"level\":\"INFO\",\"requestId\":\"request\","
                        + "\"outcome\":\"ZIPPED\",\"key\":\"images/a.png\",\"zipKey\":\"zip/a.png.zip\",\"reason\":\"\","
                        + "\"bytesIn\":1000,\"bytesOut\":973,\"ratio\":0.973,\"milliseconds\":42}");
    }

    @Test
    void escapesAKeyThatWouldForgeALine() {
        assertThat(line("images/\n{\"level\":\"ERROR\"}\r\u2028\u202eü.png", Outcome.gone()))
                .doesNotContain("\n", "\r")
                .matches("\\p{ASCII}*")
                .contains("\"key\":\"images/\\n{\\\"level\\\":\\\"ERROR\\\"}\\r\\u2028\\u202E\\u00FC.png\"")
                .contains("\"level\":\"INFO\"");
    }

    @Test
    void escapesEveryControlCharacter() {
        String key =
                IntStream.rangeClosed(0, 0xFF).mapToObj(Character::toString).collect(Collectors.joining());
        assertThat(line(key, Outcome.gone())).matches("[\\x20-\\x7E]*");
    }

    /** A key is data, even if it looks like a credential. */
    @ParameterizedTest
    @ValueSource(strings = {"zip/Signature=cat.png.zip", "AKIAHOLIDAY2026PHOTO.png", "X-Amz-Security-Token=a.png"})
    void neverChangesAKey(String key) {
        assertThat(line(key, Outcome.zipped(key, 1, 1))).contains("\"key\":\"" + key + "\",\"zipKey\":\"" + key + "\"");
    }

    @Test
    void showsNoCredentialsOfAnException() {
        IOException told = new IOException("https://b.s3.amazonaws.com/k?X-Amz-Credential=ASIAIOSFODNN7EXAMPLE%2F2026"
                + "&X-Amz-Signature=f00d&X-Amz-Security-Token=IQoJ");
        assertThat(line("k", Outcome.failed(RedactedException.of(told))))
                .doesNotContain("f00d", "IOSFODNN7EXAMPLE", "IQoJ")
                .contains("X-Amz-Signature=***");
    }

    @Test
    void limitsTheLengthOfALine() {
        assertThat(line("k".repeat(100_000), Outcome.ignored("r".repeat(100_000))))
                .hasSizeLessThan(9000);
    }

    @Test
    void showsTroubleByItsLevel() {
        assertThat(line("k", Outcome.ignored("why"))).contains("\"level\":\"WARN\"");
        assertThat(line("k", Outcome.failed(RedactedException.of(new IOException("broken")))))
                .contains("\"level\":\"ERROR\"")
                .contains("\"reason\":\"java.io.IOException: broken\"");
    }
}
