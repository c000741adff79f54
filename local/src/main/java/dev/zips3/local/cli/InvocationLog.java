package dev.zips3.local.cli;

import dev.zips3.local.LabListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Prints the start, the output and the end of each attempt. */
final class InvocationLog implements LabListener {

    private final Terminal out;

    InvocationLog(Terminal out) {
        this.out = out;
    }

    @Override
    public void warned(String message) {
        out.line(message);
    }

    @Override
    public void eventsRestored(int count) {
        out.line("RESTORED " + events(count) + " of the last run");
    }

    @Override
    public void attemptStarted(String key, String requestId, int attempt) {
        out.line("START   " + key + (attempt == 1 ? "" : ", attempt " + attempt));
    }

    @Override
    public void lineWritten(Optional<String> requestId, String line) {
        out.line("        " + line);
    }

    @Override
    public void attemptSucceeded(String key, String requestId, int attempt, Duration duration, boolean cold) {
        out.line("END     " + key + ", " + duration.toMillis() + " ms" + (cold ? ", cold" : ""));
    }

    @Override
    public void attemptFailed(
            String key,
            String requestId,
            int attempt,
            String errorType,
            String errorMessage,
            Optional<Duration> nextDelay) {
        String next = nextDelay
                .map(delay -> "; next attempt in " + delay.toMillis() + " ms")
                .orElse("");
        out.line("FAILED  " + key + ", " + errorType + ": " + errorMessage + next);
    }

    @Override
    public void eventDiscarded(String key, String requestId, int attempts, String condition) {
        out.line(
                "DISCARDED " + key + " after " + attempts + (attempts == 1 ? " attempt: " : " attempts: ") + condition);
    }

    @Override
    public void failureRecorded(String json) {
        out.line("ON FAILURE " + json);
    }

    @Override
    public void eventsNotDelivered(int count, Optional<Path> directory) {
        out.line("NOT DELIVERED " + events(count)
                + (directory.isPresent()
                        ? ": delivered at the next start with this --data"
                        : ": lost with the objects (--data DIR keeps both)"));
    }

    private static String events(int count) {
        return count == 1 ? "1 event" : count + " events";
    }
}
