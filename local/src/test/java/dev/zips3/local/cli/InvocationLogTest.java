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
        InvocationLog log = new InvocationLog(new PrintWriter(out));

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
}
