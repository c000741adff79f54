package dev.zips3.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import dev.zips3.function.s3.Deadline;
import dev.zips3.function.s3.LambdaS3Client;
import dev.zips3.function.s3.PartSize;
import dev.zips3.function.snapstart.WarmUp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Zips every image that an S3 event names. Each record of the event gets its own outcome.
 *
 * <p>If a record fails, the function still tries the others, and then the invocation fails. Lambda delivers the event
 * again, and the records that succeeded before are then up to date. After the last retry Lambda sends the event with
 * its error to the failure queue.
 */
public final class ZipS3Images implements RequestStreamHandler {

    private final Settings settings;
    private final ImageZipper zipper;
    private final RecordLog log;
    private final Clock clock;
    private final WarmUp warmUp;
    private final EventReader events = new EventReader();

    /**
     * Creates the handler that Lambda runs; Lambda does this once in each JVM.
     *
     * @throws IllegalArgumentException if an environment variable is missing or bad; the message names it
     */
    public ZipS3Images() {
        this(
                Settings.from(System.getenv()),
                LambdaS3Client.builder().build(),
                PartSize.forThisHeap(),
                System.out,
                Clock.systemUTC());
        warmUp.register();
    }

    /**
     * Creates a handler with another client, for example for a test. It does not register the warm-up.
     *
     * @param log gets one line of JSON for each record
     * @param clock gives the time for deadlines and log lines
     */
    public ZipS3Images(Settings settings, S3Client s3, PartSize partSize, PrintStream log, Clock clock) {
        this.settings = settings;
        this.zipper = new ImageZipper(s3, settings, Executors.newSingleThreadExecutor(ZipS3Images::daemon), partSize);
        this.log = new RecordLog(log, clock);
        this.clock = clock;
        this.warmUp = new WarmUp(new WarmUpHandler(settings), LambdaS3Client::builder, this.log::write, clock);
    }

    /**
     * Handles one event.
     *
     * @param event JSON of S3; {@code s3:TestEvent} and events of other services are ignored
     * @param response gets a JSON array with the log line of each record
     * @throws IOException if the event is not JSON
     * @throws RecordsFailedException if at least one record failed, after all were tried
     */
    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        Duration remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
        List<String> lines = handle(event, context.getAwsRequestId(), remaining);
        response.write(('[' + String.join(",", lines) + ']').getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the log line of each record. */
    List<String> handle(InputStream event, String requestId, Duration remaining) throws IOException {
        List<S3EventNotificationRecord> records = events.read(event);
        if (records.isEmpty()) {
            Outcome ignored = Outcome.ignored("the event has no records: it is s3:TestEvent or does not come from S3");
            return List.of(log.write(requestId, "", ignored, clock.instant()));
        }
        Deadline deadline = new Deadline(clock, remaining);
        List<String> lines = new ArrayList<>();
        List<RedactedException> failures = new ArrayList<>();
        for (S3EventNotificationRecord record : records) {
            lines.add(handle(record, requestId, deadline, failures));
        }
        if (!failures.isEmpty()) {
            throw new RecordsFailedException(failures, records.size());
        }
        return lines;
    }

    private String handle(
            S3EventNotificationRecord record, String requestId, Deadline deadline, List<RedactedException> failures) {
        Instant start = clock.instant();
        String key = Objects.requireNonNullElse(record.getS3().getObject().getKey(), "");
        Outcome outcome;
        try {
            UploadedImage image = UploadedImage.from(record, settings);
            key = image.key();
            outcome = zipper.zip(image, deadline);
        } catch (IgnoredRecordException e) {
            outcome = Outcome.ignored(e.getMessage());
        } catch (IOException | RuntimeException e) {
            RedactedException failure = RedactedException.of(e);
            failures.add(failure);
            outcome = Outcome.failed(failure);
        }
        return log.write(requestId, key, outcome, start);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "part-upload");
        thread.setDaemon(true);
        return thread;
    }
}
