package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Events that were played with, through AWS's own deserializer into the handler. */
final class EventFuzzTest {

    private static final int EVENTS = 100_000;
    private static final long SEED = 20260102;

    private final PojoSerializer<S3Event> json =
            LambdaEventSerializers.serializerFor(S3Event.class, EventFuzzTest.class.getClassLoader());
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final ZipS3Images function = new ZipS3Images(
            ProofS3.SETTINGS,
            new Storage(),
            new PartSize(PartSize.LEAST, 64 << 20),
            new RecordLog(new PrintStream(log, true, StandardCharsets.UTF_8)),
            Clock.systemUTC());

    /** Has no object, and of every third key says so in a message that wants to be a log line. */
    private static final class Storage extends DelegatingS3Client {

        Storage() {
            super(new S3Client() {
                @Override
                public String serviceName() {
                    return "none";
                }

                @Override
                public void close() {}
            });
        }

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
    }

    @Test
    void endsInAnOutcomeOfEachRecordOrTheOneDocumentedException(TestReporter reporter) {
        EventMutations mutations = new EventMutations(SEED);
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < EVENTS; i++) {
            counts.merge(outcome(mutations.next()), 1, Integer::sum);
        }
        counts.forEach((outcome, count) -> reporter.publishEntry(outcome, count.toString()));
        assertThat(counts).containsKeys("returned", "failed as documented");
        assertThat(counts.get("returned")).isGreaterThan(EVENTS / 4);
    }

    private String outcome(String text) {
        S3Event event;
        try {
            event = json.fromJson(text);
        } catch (RuntimeException e) {
            // The runtime reports it and the function is not called: the invocation fails, and S3's event is kept.
            return "refused by AWS's deserializer: " + e.getClass().getSimpleName();
        }
        int records = event == null || event.getRecords() == null
                ? 0
                : event.getRecords().size();
        log.reset();
        String outcome;
        try {
            assertThat(function.handleRequest(event, new Invocation(Duration.ofMinutes(15))))
                    .hasSize(Math.max(1, records));
            outcome = "returned";
        } catch (RecordsFailedException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            assertThat(trace.toString()).doesNotContain("\n{", "f00d", "AKIAIOSFODNN7EXAMPLE");
            outcome = "failed as documented";
        }
        String lines = log.toString(StandardCharsets.UTF_8);
        assertThat(lines.lines().count()).as(text).isEqualTo(Math.max(1, records));
        assertThat(lines).doesNotContain("f00d", "AKIAIOSFODNN7EXAMPLE").matches("[\\x20-\\x7E\\n]*");
        return outcome;
    }
}
