package dev.zips3.local;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** Tells of each invocation as it goes. */
final class InvocationLog implements LabObserver {

    private final PrintWriter out;

    InvocationLog(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void started(Delivery delivery, int attempt) {
        say(attempt == 1 ? "START  %s" : "RETRY  %s (try " + attempt + ")", delivery.subject());
    }

    @Override
    public void line(LogLine line) {
        say("       %s", line.text());
    }

    @Override
    public void succeeded(Delivery delivery, int attempt, InvocationResult.Success success) {
        say("END    %s in %d ms%s", delivery.subject(), success.duration().toMillis(), success.cold() ? ", cold" : "");
    }

    @Override
    public void failed(
            Delivery delivery, int attempt, InvocationResult.Failure failure, Optional<Duration> nextWait) {
        say(
                "FAILED %s: %s: %s%s",
                delivery.subject(),
                failure.errorType(),
                failure.errorMessage(),
                nextWait.map(wait -> "; next try in " + wait.toMillis() + " ms").orElse(""));
    }

    @Override
    public void exhausted(Delivery delivery, int attempts, String condition) {
        say("GIVEN UP %s after %d tries: %s", delivery.subject(), attempts, condition);
    }

    @Override
    public void failureDestination(String record) {
        say("FAILURE DESTINATION %s", record);
    }

    private synchronized void say(String format, Object... arguments) {
        out.println(format.formatted(arguments));
        out.flush();
    }
}
