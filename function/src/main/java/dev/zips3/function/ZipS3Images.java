package dev.zips3.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
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
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Zips every image that an S3 event names, each record with an outcome of its own.
 *
 * <p>A failing record never hides another: all are tried, and only then does the invocation fail. Lambda delivers the
 * event again, finds what was done up to date, and at last sends the event with its error to the failure queue.
 *
 * <p>It reads the event's JSON itself: AWS's serialization of events would load 700 classes in a cold start, and
 * refuses what is to be ignored.
 */
public final class ZipS3Images implements RequestStreamHandler {

    private final Settings settings;
    private final ImageZipper zipper;
    private final RecordLog log;
    private final Clock clock;
    private final WarmUp priming;
    private final EventReader events = new EventReader();
    private final JsonText json = new JsonText();

    /**
     * What Lambda calls, once a JVM.
     *
     * @throws IllegalArgumentException if an environment variable is missing or bad; the message names it
     */
    public ZipS3Images() {
        this(
                Settings.from(System.getenv()),
                LambdaS3Client.create(),
                PartSize.forThisHeap(),
                System.out,
                Clock.systemUTC());
        priming.register();
    }

    /**
     * For a caller that brings its own client, for example a test.
     *
     * @param log gets one line of JSON for each record
     * @param clock measures the invocation's remaining time
     */
    public ZipS3Images(Settings settings, S3Client s3, PartSize partSize, PrintStream log, Clock clock) {
        this.settings = settings;
        this.zipper = new ImageZipper(s3, settings, Executors.newSingleThreadExecutor(ZipS3Images::daemon), partSize);
        this.log = new RecordLog(log);
        this.clock = clock;
        this.priming = new WarmUp(new Rehearsal(), this.log, clock);
    }

    /**
     * @param event JSON; without records when it is {@code s3:TestEvent}, or not of S3 at all
     * @param response gets of each record what its log line says
     * @throws IOException if the event is not JSON
     * @throws RecordsFailedException if at least one record failed, after all were tried
     */
    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        response.write(json.of(handle(event, context)).getBytes(StandardCharsets.US_ASCII));
    }

    List<Map<String, Object>> handle(InputStream event, Context context) throws IOException {
        List<EventRecord> records = events.read(event);
        if (records.isEmpty()) {
            Outcome ignored = Outcome.ignored("no records: s3:TestEvent, or an event that is not of S3");
            return List.of(report(context, "", ignored, clock.instant()));
        }
        Deadline deadline = new Deadline(clock, Duration.ofMillis(context.getRemainingTimeInMillis()));
        List<Map<String, Object>> reports = new ArrayList<>();
        List<Exception> failures = new ArrayList<>();
        for (EventRecord record : records) {
            reports.add(handle(record, context, deadline, failures));
        }
        if (!failures.isEmpty()) {
            throw new RecordsFailedException(failures, reports.size());
        }
        return reports;
    }

    private Map<String, Object> handle(
            EventRecord record, Context context, Deadline deadline, List<Exception> failures) {
        Instant start = clock.instant();
        String key = Objects.requireNonNullElse(record.key(), "");
        Outcome outcome;
        try {
            UploadedImage upload = UploadedImage.from(record, settings);
            key = upload.key();
            outcome = zipper.zip(upload, deadline);
        } catch (IgnoredRecordException e) {
            outcome = Outcome.ignored(e.getMessage());
        } catch (IOException | RuntimeException e) {
            failures.add(e);
            outcome = Outcome.failed(e);
        }
        return report(context, key, outcome, start);
    }

    private Map<String, Object> report(Context context, String key, Outcome outcome, Instant start) {
        Instant now = clock.instant();
        Map<String, Object> fields =
                new RecordReport(now, context.getAwsRequestId(), key, outcome, Duration.between(start, now)).fields();
        log.write(fields);
        return fields;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "part-upload");
        thread.setDaemon(true);
        return thread;
    }
}
