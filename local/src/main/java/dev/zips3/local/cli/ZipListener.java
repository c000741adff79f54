package dev.zips3.local.cli;

import dev.zips3.local.LabListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Shows uploads and retries as progress, and keeps what the function wrote in the last attempts that failed. */
final class ZipListener implements LabListener {

    /** The key for the lines of a process before its first event; they say why it does not start. */
    private static final String STARTING = "";

    private final Map<String, Queue<String>> lines = new ConcurrentHashMap<>();
    private final Queue<String> linesOfFailures = new ConcurrentLinkedQueue<>();
    private final Progress progress;

    ZipListener(Progress progress) {
        this.progress = progress;
    }

    List<String> linesOfFailures() {
        return new ArrayList<>(linesOfFailures);
    }

    @Override
    public void warned(String message) {
        progress.note(message);
    }

    @Override
    public void bytesSent(String key, long bytes) {
        progress.advance(bytes);
    }

    @Override
    public void attemptStarted(String key, String requestId, int attempt) {
        lines.remove(requestId);
    }

    @Override
    public void lineWritten(Optional<String> requestId, String line) {
        lines.computeIfAbsent(requestId.orElse(STARTING), id -> new ConcurrentLinkedQueue<>())
                .add(line);
    }

    @Override
    public void attemptSucceeded(String key, String requestId, int attempt, Duration duration, boolean cold) {
        lines.remove(requestId);
    }

    @Override
    public void attemptFailed(
            String key,
            String requestId,
            int attempt,
            String errorType,
            String errorMessage,
            Optional<Duration> nextDelay) {
        if (nextDelay.isPresent()) {
            progress.step("%s: %s; attempt %d in %d ms"
                    .formatted(key, errorMessage, attempt + 1, nextDelay.get().toMillis()));
            return;
        }
        Queue<String> written = lines.remove(requestId);
        linesOfFailures.addAll(
                hasLinesOfTheFunction(written) ? written : lines.getOrDefault(STARTING, new ConcurrentLinkedQueue<>()));
    }

    /** The event of a process that does not start has Lambda's report at most. */
    private static boolean hasLinesOfTheFunction(Queue<String> written) {
        return written != null && written.stream().anyMatch(line -> !line.startsWith("REPORT "));
    }
}
