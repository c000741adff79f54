package dev.zips3.local;

import dev.zips3.local.lambda.queue.EventOutcome;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Joins each upload with the outcome of its event: S3 sends the events of one key in the order of their uploads. */
final class PendingUploads {

    /** By key; guarded by this. */
    private final Map<String, Queue<CompletableFuture<EventOutcome>>> uploads = new HashMap<>();

    synchronized CompletableFuture<EventOutcome> add(String key) {
        CompletableFuture<EventOutcome> outcome = new CompletableFuture<>();
        uploads.computeIfAbsent(key, k -> new ArrayDeque<>()).add(outcome);
        return outcome;
    }

    /** Forgets an upload that failed. */
    synchronized void remove(String key, CompletableFuture<EventOutcome> outcome) {
        uploads.computeIfPresent(key, (k, queue) -> {
            queue.removeIf(candidate -> candidate == outcome);
            return queue.isEmpty() ? null : queue;
        });
    }

    /**
     * The event of the key's oldest upload goes to the function. The event of another client's upload has no entry here
     * and is ignored.
     */
    // The future that whenComplete returns is not needed: the action completes the outcome.
    @SuppressWarnings("FutureReturnValueIgnored")
    void notified(String key, CompletableFuture<EventOutcome> delivery) {
        CompletableFuture<EventOutcome> outcome = poll(key);
        if (outcome != null) {
            delivery.whenComplete((value, failure) -> {
                if (failure == null) {
                    outcome.complete(value);
                } else {
                    outcome.completeExceptionally(failure);
                }
            });
        }
    }

    private synchronized CompletableFuture<EventOutcome> poll(String key) {
        Queue<CompletableFuture<EventOutcome>> queue = uploads.get(key);
        CompletableFuture<EventOutcome> outcome = queue == null ? null : queue.remove();
        if (queue != null && queue.isEmpty()) {
            uploads.remove(key);
        }
        return outcome;
    }

    synchronized void cancel() {
        uploads.values().forEach(queue -> queue.forEach(outcome -> outcome.cancel(false)));
        uploads.clear();
    }
}
