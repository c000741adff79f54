package dev.zips3.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvocationLogTest {

    @Test
    void printsALineForEachStep() {
        StringWriter out = new StringWriter();
        InvocationLog log = new InvocationLog(new Terminal(new PrintWriter(out)));

        log.warned("another Java");
        log.eventsRestored(2);
        log.attemptStarted("images/a.png", "id", 1);
        log.lineWritten(Optional.of("id"), "hello");
        log.attemptSucceeded("images/a.png", "id", 1, Duration.ofMillis(42), true);
        log.attemptFailed("images/a.png", "id", 1, "Type", "message", Optional.of(Duration.ofSeconds(1)));
        log.attemptStarted("images/a.png", "id", 2);
        log.attemptFailed("images/a.png", "id", 2, "Type", "message", Optional.empty());
        log.failureRecorded("{}");
        log.eventDiscarded("images/a.png", "id", 2, "RetriesExhausted");
        log.eventsNotDelivered(1, Optional.of(Path.of("data")));
        log.eventsNotDelivered(3, Optional.empty());

        assertThat(out.toString().lines())
                .containsExactly(
                        "another Java",
                        "RESTORED 2 events of the last run",
                        "START   images/a.png",
                        "        hello",
                        "END     images/a.png, 42 ms, cold",
                        "FAILED  images/a.png, Type: message; next attempt in 1000 ms",
                        "START   images/a.png, attempt 2",
                        "FAILED  images/a.png, Type: message",
                        "ON FAILURE {}",
                        "DISCARDED images/a.png after 2 attempts: RetriesExhausted",
                        "NOT DELIVERED 1 event: delivered at the next start with this --data",
                        "NOT DELIVERED 3 events: lost with the objects (--data DIR keeps both)");
    }

    @Test
    void escapesKeysReasonsAndWhatTheFunctionWrites() {
        StringWriter out = new StringWriter();
        InvocationLog log = new InvocationLog(new Terminal(new PrintWriter(out)));
        String key = "images/a\u001b[31m\nb.png";

        log.attemptStarted(key, "id", 1);
        log.lineWritten(Optional.of("id"), "\u001b[2Jgone");
        log.attemptSucceeded(key, "id", 1, Duration.ofMillis(42), false);
        log.attemptFailed(key, "id", 1, "Type", "\r\u009b1m", Optional.empty());
        log.failureRecorded("\u202ejson");
        log.eventDiscarded(key, "id", 1, "Condition");

        assertThat(out.toString().lines())
                .containsExactly(
                        "START   images/a\\u001b[31m\\u000ab.png",
                        "        \\u001b[2Jgone",
                        "END     images/a\\u001b[31m\\u000ab.png, 42 ms",
                        "FAILED  images/a\\u001b[31m\\u000ab.png, Type: \\u000d\\u009b1m",
                        "ON FAILURE \\u202ejson",
                        "DISCARDED images/a\\u001b[31m\\u000ab.png after 1 attempt: Condition");
    }
}
