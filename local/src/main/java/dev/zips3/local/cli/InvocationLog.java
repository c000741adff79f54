package dev.zips3.local.cli;

import dev.zips3.local.LabListener;
import dev.zips3.local.lambda.host.LogLine;
import dev.zips3.local.lambda.queue.Delivery;
import dev.zips3.local.lambda.queue.InvocationResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** Tells of each invocation as it goes. */
final class InvocationLog implements LabListener {

    private final PrintWriter out;

    InvocationLog(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void started(Delivery delivery, int attempt) {
        say("START   " + delivery.subject() + (attempt == 1 ? "" : ", try " + attempt));
    }

    @Override
    public void line(LogLine line) {
        say("        " + line.text());
    }

    @Override
    public void succeeded(Delivery delivery, int attempt, InvocationResult.Success success) {
        say("END     " + delivery.subject() + ", " + success.duration().toMillis() + " ms"
                + (success.cold() ? ", cold" : ""));
    }

    @Override
    public void failed(Delivery delivery, int attempt, InvocationResult.Failure failure, Optional<Duration> nextWait) {
        say("FAILED  " + delivery.subject() + ", " + failure.errorType() + ": " + failure.errorMessage()
                + nextWait.map(wait -> "; next try in " + wait.toMillis() + " ms")
                        .orElse(""));
    }

    @Override
    public void exhausted(Delivery delivery, int attempts, String condition) {
        say("DROPPED " + delivery.subject() + ", tries " + attempts + ": " + condition);
    }

    @Override
    public void failureDestination(String record) {
        say("ON FAILURE " + record);
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }
}
