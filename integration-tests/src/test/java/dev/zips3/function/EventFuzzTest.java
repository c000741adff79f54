package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Events that were played with, into the handler. */
final class EventFuzzTest {

    private static final int EVENTS = 100_000;
    private static final long SEED = 20260102;

    private final EventReader reader = new EventReader();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final ZipS3Images function = new ZipS3Images(
            ProofS3.SETTINGS,
            new Storage(),
            new PartSize(PartSize.MIN, 64 << 20),
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
    void endsInAnOutcomeOfEachRecordOrTheOneDocumentedException() throws IOException {
        EventMutations mutations = new EventMutations(SEED);
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < EVENTS; i++) {
            counts.merge(outcome(mutations.next()), 1, Integer::sum);
        }
        counts.forEach((outcome, count) -> System.out.println(count + " " + outcome));
        assertThat(counts).containsKeys("returned", "failed as documented");
        assertThat(counts.get("returned")).isGreaterThan(EVENTS / 4);
    }

    private List<Map<String, Object>> handle(byte[] event) throws IOException {
        return function.handle(new ByteArrayInputStream(event), new Invocation(Duration.ofMinutes(15)));
    }

    private String outcome(String text) throws IOException {
        byte[] event = text.getBytes(StandardCharsets.UTF_8);
        int records;
        try {
            records = reader.read(new ByteArrayInputStream(event)).size();
        } catch (IOException e) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> handle(event))
                    .withMessage("the event is not JSON");
            return "not JSON";
        }
        log.reset();
        String outcome;
        try {
            assertThat(handle(event)).hasSize(Math.max(1, records));
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
