package dev.zips3.local.cli;

import dev.zips3.local.LabListener;
import dev.zips3.local.lambda.host.LogLine;
import dev.zips3.local.lambda.queue.Delivery;
import dev.zips3.local.lambda.queue.InvocationResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Tells of retries, for they take time, and keeps what the function wrote before it failed; outcomes are in the table.
 */
final class ZipObserver implements LabListener {

    /** Of a JVM before its first invocation: why it does not start is there. */
    private static final String STARTING = "";

    private final Map<String, Queue<String>> lines = new ConcurrentHashMap<>();
    private final Queue<String> linesOfFailures = new ConcurrentLinkedQueue<>();
    private final Progress progress;

    ZipObserver(Progress progress) {
        this.progress = progress;
    }

    /** What the function wrote during each last try that failed. */
    List<String> linesOfFailures() {
        return new ArrayList<>(linesOfFailures);
    }

    @Override
    public void started(Delivery delivery, int attempt) {
        lines.remove(delivery.requestId());
    }

    @Override
    public void line(LogLine line) {
        lines.computeIfAbsent(line.requestId().orElse(STARTING), id -> new ConcurrentLinkedQueue<>())
                .add(line.text());
    }

    @Override
    public void succeeded(Delivery delivery, int attempt, InvocationResult.Success success) {
        lines.remove(delivery.requestId());
    }

    @Override
    public void failed(Delivery delivery, int attempt, InvocationResult.Failure failure, Optional<Duration> nextWait) {
        if (nextWait.isPresent()) {
            progress.step("%s: %s; try %d in %d ms"
                    .formatted(
                            delivery.subject(),
                            failure.errorMessage(),
                            attempt + 1,
                            nextWait.get().toMillis()));
            return;
        }
        Queue<String> written = lines.remove(delivery.requestId());
        if (written == null) {
            written = lines.get(STARTING);
        }
        if (written != null) {
            linesOfFailures.addAll(written);
        }
    }
}
