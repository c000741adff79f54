package dev.zips3.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ZipListenerTest {
    private static final String KEY = "images/a.png";
    private static final String REPORT = "REPORT RequestId: id";

    private final ZipListener listener = new ZipListener(Progress.of(1, terminal()));

    @Test
    void keepsTheLinesOfTheLastAttempt() {
        listener.lineWritten(Optional.empty(), "starts");
        listener.attemptStarted(KEY, "id", 1);
        listener.lineWritten(Optional.of("id"), "first");
        listener.attemptStarted(KEY, "id", 2);
        listener.lineWritten(Optional.of("id"), "second");
        listener.lineWritten(Optional.of("id"), REPORT);
        fail();

        assertThat(listener.linesOfFailures()).containsExactly("second", REPORT);
    }

    @Test
    void keepsTheLinesOfAProcessThatDoesNotStart() {
        listener.attemptStarted(KEY, "id", 1);
        listener.lineWritten(Optional.empty(), "Unrecognized VM option");
        listener.lineWritten(Optional.of("id"), REPORT);
        fail();

        assertThat(listener.linesOfFailures()).containsExactly("Unrecognized VM option");
    }

    private void fail() {
        listener.attemptFailed(KEY, "id", 1, "Runtime.ExitError", "exit status 1", Optional.empty());
    }

    private static Terminal terminal() {
        return new Terminal(new PrintWriter(new StringWriter()));
    }
}
