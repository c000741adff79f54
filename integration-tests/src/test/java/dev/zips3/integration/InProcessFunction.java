package dev.zips3.integration;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/** The function as Lambda has it: an event in JSON goes into its handler. */
final class InProcessFunction {

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final ZipS3Images function;

    /** @param partSize small, so that small images have many parts */
    InProcessFunction(S3Client s3, int partSize) {
        function = new ZipS3Images(
                TestBucket.SETTINGS,
                s3,
                new PartSize(partSize, 64 << 20),
                new RecordLog(new PrintStream(log, true, StandardCharsets.UTF_8)),
                Clock.systemUTC());
    }

    /**
     * Returns the outcome of each record.
     *
     * @throws RecordsFailedException as Lambda gets it
     */
    List<Map<String, Object>> deliver(String event, Duration remaining) {
        try {
            return function.handle(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), new TestContext(remaining));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of an event with one record. */
    Outcome.Kind deliver(String event) {
        return Outcome.Kind.valueOf(
                deliver(event, Duration.ofMinutes(15)).get(0).get("outcome").toString());
    }

    List<String> logLines() {
        return log.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
