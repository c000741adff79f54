package dev.zips3.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zips3.function.RecordsFailedException;
import dev.zips3.function.Settings;
import dev.zips3.function.ZipS3Images;
import dev.zips3.function.s3.PartSize;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/** The function in this process: JSON goes into its handler, and JSON comes out as Lambda gets it. */
public final class InProcessFunction {

    /** Of a Lambda invocation it is the maximum. */
    public static final Duration LONG_DEADLINE = Duration.ofMinutes(15);

    private static final long MEMORY = 64 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final ZipS3Images function;

    /**
     * Makes a function that measures time with the system's clock.
     *
     * @param partSize bytes of a part; S3's minimum of 5 MiB does not hold, so that small images have many parts
     */
    public InProcessFunction(Settings settings, S3Client s3, int partSize) {
        this(settings, s3, partSize, Clock.systemUTC());
    }

    public InProcessFunction(Settings settings, S3Client s3, int partSize, Clock clock) {
        function = new ZipS3Images(
                settings,
                s3,
                new PartSize(partSize, MEMORY),
                new PrintStream(log, true, StandardCharsets.UTF_8),
                clock);
    }

    /**
     * Returns the report of each record.
     *
     * @param remaining until Lambda would end the invocation
     * @throws RecordsFailedException if a record failed
     */
    public List<JsonNode> deliver(String event, Duration remaining) throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        function.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), response, new TestContext(remaining));
        List<JsonNode> reports = new ArrayList<>();
        JSON.readTree(response.toByteArray()).forEach(reports::add);
        return reports;
    }

    /** Returns the outcome of the only record of an event, for example {@code ZIPPED}. */
    public String deliver(String event) {
        try {
            List<JsonNode> reports = deliver(event, LONG_DEADLINE);
            if (reports.size() != 1) {
                throw new AssertionError("expected 1 record but received " + reports);
            }
            return reports.get(0).path("outcome").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> logLines() {
        return log.toString(StandardCharsets.UTF_8).lines().toList();
    }

    public void clearLog() {
        log.reset();
    }
}
