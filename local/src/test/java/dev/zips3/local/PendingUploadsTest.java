package dev.zips3.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.local.lambda.queue.EventOutcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PendingUploadsTest {

    private static final String KEY = "images/a.png";

    private final PendingUploads uploads = new PendingUploads();

    @Test
    void joinsTheUploadsOfAKeyWithItsEventsInOrder() {
        CompletableFuture<EventOutcome> first = uploads.add(KEY);
        CompletableFuture<EventOutcome> second = uploads.add(KEY);
        CompletableFuture<EventOutcome> other = uploads.add("images/b.png");

        uploads.notified(KEY, completed(1));
        uploads.notified(KEY, completed(2));

        assertThat(first).isCompletedWithValue(outcome(1));
        assertThat(second).isCompletedWithValue(outcome(2));
        assertThat(other).isNotDone();
    }

    /** S3 sends no event for it: the next upload must not get the outcome of another. */
    @Test
    void forgetsAnUploadThatFailed() {
        CompletableFuture<EventOutcome> failed = uploads.add(KEY);
        CompletableFuture<EventOutcome> next = uploads.add(KEY);

        uploads.remove(KEY, failed);
        uploads.notified(KEY, completed(3));

        assertThat(next).isCompletedWithValue(outcome(3));
        assertThat(failed).isNotDone();
    }

    @Test
    void ignoresTheEventOfAnotherClient() {
        uploads.notified(KEY, completed(1));

        assertThat(uploads.add(KEY)).isNotDone();
    }

    @Test
    void passesOnThatAListenerFailed() {
        CompletableFuture<EventOutcome> upload = uploads.add(KEY);

        uploads.notified(KEY, CompletableFuture.failedFuture(new IllegalStateException("a listener")));

        assertThat(upload).isCompletedExceptionally();
    }

    @Test
    void cancelsUploadsWhoseEventDidNotCome() {
        CompletableFuture<EventOutcome> upload = uploads.add(KEY);

        uploads.cancel();

        assertThat(upload).isCancelled();
    }

    private static CompletableFuture<EventOutcome> completed(int attempts) {
        return CompletableFuture.completedFuture(outcome(attempts));
    }

    private static EventOutcome outcome(int attempts) {
        return new EventOutcome(attempts, Optional.empty(), Optional.empty());
    }
}
