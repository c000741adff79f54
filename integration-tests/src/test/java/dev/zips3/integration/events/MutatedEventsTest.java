package dev.zips3.integration.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zips3.function.RecordsFailedException;
import dev.zips3.function.Settings;
import dev.zips3.function.s3.PartSize;
import dev.zips3.integration.InProcessFunction;
import dev.zips3.integration.Seeds;
import dev.zips3.integration.TestBucket;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Mutated events: whatever the event, the function reports each record or throws one of its two documented exceptions.
 * A JSON tree parser says how many records an event has; the function reads events as a stream.
 */
final class MutatedEventsTest {

    private static final int EVENTS_PER_SEED = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Settings SETTINGS = new Settings(TestBucket.NAME, "000000000000", "images/", ".png", "zip/");
    private static final Pattern ONE_LINE_EACH = Pattern.compile("[\\x20-\\x7E]*");
    private static final String[] SECRETS = {"f00d", "AKIAIOSFODNN7EXAMPLE"};

    private final InProcessFunction function = new InProcessFunction(SETTINGS, new EmptyS3Client(), PartSize.MIN);

    private enum Result {
        REPORTED,
        RECORDS_FAILED,
        NOT_JSON
    }

    /** Has no objects. For every third key it denies access, with a message that contains a log line and a secret. */
    private static final class EmptyS3Client implements S3Client {

        @Override
        public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
            if (request.key().length() % 3 == 0) {
                throw S3Exception.builder()
                        .statusCode(403)
                        .message("no\n{\"level\":\"ERROR\"} " + request.key() + " X-Amz-Signature=f00d")
                        .build();
            }
            throw NoSuchKeyException.builder().statusCode(404).message("no").build();
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    }

    static Stream<Long> seeds() {
        return Seeds.of(4);
    }

    static Stream<Long> manySeeds() {
        return Seeds.of(100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void reportsEachRecordOrThrowsADocumentedException(long seed) throws IOException {
        check(seed);
    }

    @Tag("full")
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("manySeeds")
    void reportsEachRecordOfManyEventsOrThrowsADocumentedException(long seed) throws IOException {
        check(seed);
    }

    private void check(long seed) throws IOException {
        EventMutations mutations = new EventMutations(seed);
        Map<Result, Integer> counts = new EnumMap<>(Result.class);
        for (int i = 0; i < EVENTS_PER_SEED; i++) {
            counts.merge(deliver(mutations.next()), 1, Integer::sum);
        }
        // Only 3 events in 1,000 fail a record, so that a seed may have none.
        assertThat(counts).containsKeys(Result.REPORTED, Result.NOT_JSON);
        assertThat(counts.get(Result.REPORTED)).isGreaterThan(EVENTS_PER_SEED / 4);
    }

    private Result deliver(String event) throws IOException {
        Optional<List<JsonNode>> records = records(event);
        if (records.isEmpty()) {
            assertThatExceptionOfType(IOException.class)
                    .as(event)
                    .isThrownBy(() -> function.deliver(event, InProcessFunction.LONG_DEADLINE))
                    .withMessage("the event is not JSON");
            return Result.NOT_JSON;
        }
        function.clearLog();
        int expected = Math.max(1, records.get().size());
        Result result;
        try {
            assertThat(function.deliver(event, InProcessFunction.LONG_DEADLINE))
                    .as(event)
                    .hasSize(expected);
            result = Result.REPORTED;
        } catch (RecordsFailedException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            assertThat(trace.toString()).as(event).doesNotContain("\n{").doesNotContain(SECRETS);
            result = Result.RECORDS_FAILED;
        }
        List<String> lines = function.logLines();
        assertThat(lines)
                .as(event)
                .hasSize(expected)
                .allMatch(line -> ONE_LINE_EACH.matcher(line).matches());
        for (String line : lines) {
            JsonNode report = JSON.readTree(line);
            // The key of an image is shown as it is, whatever it looks like; a message of S3 is not.
            if (report.path("outcome").asText().equals("FAILED")) {
                assertThat(report.path("reason").asText()).as(event).doesNotContain(SECRETS);
            }
        }
        for (int i = 0; i < records.get().size(); i++) {
            assertThat(JSON.readTree(lines.get(i)).path("outcome").asText())
                    .as("record %s of %s", i, event)
                    .isIn(possibleOutcomes(records.get().get(i)));
        }
        return result;
    }

    /** Returns the records of an event; empty if it is not JSON. What follows the event's object is not looked at. */
    private static Optional<List<JsonNode>> records(String event) {
        List<JsonNode> records = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(event)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                JsonNode array = JSON.<JsonNode>readTree(parser).path("Records");
                if (array.isArray()) {
                    array.forEach(records::add);
                }
            }
            return Optional.of(records);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** An unchanged record is never ignored, and a record without one of the three members it needs always is. */
    private static List<String> possibleOutcomes(JsonNode s3Record) throws IOException {
        if (s3Record.equals(JSON.readTree(EventMutations.OF_S3).at("/Records/0"))) {
            return List.of("GONE");
        }
        boolean creation = s3Record.path("eventName").isTextual()
                && s3Record.path("eventName").textValue().startsWith("ObjectCreated:");
        boolean ours = s3Record.at("/s3/bucket/name").asText().equals(TestBucket.NAME);
        boolean key = s3Record.at("/s3/object/key").isTextual();
        return creation && ours && key ? List.of("GONE", "FAILED", "IGNORED") : List.of("IGNORED");
    }
}
