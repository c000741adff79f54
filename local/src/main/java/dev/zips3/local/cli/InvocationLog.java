package dev.zips3.local.cli;

import dev.zips3.local.LabListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Prints the start, the output and the end of each attempt. */
final class InvocationLog implements LabListener {

    private final PrintWriter out;

    InvocationLog(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void eventsRestored(int count) {
        print("RESTORED " + events(count) + " of the last run");
    }

    @Override
    public void attemptStarted(String key, String requestId, int attempt) {
        print("START   " + key + (attempt == 1 ? "" : ", attempt " + attempt));
    }

    @Override
    public void lineWritten(Optional<String> requestId, String line) {
        print("        " + line);
    }

    @Override
    public void attemptSucceeded(String key, String requestId, int attempt, Duration duration, boolean cold) {
        print("END     " + key + ", " + duration.toMillis() + " ms" + (cold ? ", cold" : ""));
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
        print("FAILED  " + key + ", " + errorType + ": " + errorMessage + next);
    }

    @Override
    public void eventDiscarded(String key, String requestId, int attempts, String condition) {
        print("DISCARDED " + key + " after " + attempts + (attempts == 1 ? " attempt: " : " attempts: ") + condition);
    }

    @Override
    public void failureRecorded(String json) {
        print("ON FAILURE " + json);
    }

    @Override
    public void eventsNotDelivered(int count, Optional<Path> directory) {
        print("NOT DELIVERED " + events(count)
                + (directory.isPresent()
                        ? ": delivered at the next start with this --data"
                        : ": lost with the objects (--data DIR keeps both)"));
    }

    private static String events(int count) {
        return count == 1 ? "1 event" : count + " events";
    }

    private synchronized void print(String line) {
        out.println(line);
        out.flush();
    }
}
