package dev.zips3.integration.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zips3.local.Lab;
import dev.zips3.local.LabListener;
import dev.zips3.local.assembly.Assembly;
import dev.zips3.local.assembly.Deployment;
import dev.zips3.local.lambda.host.FunctionJar;
import dev.zips3.local.lambda.host.FunctionProcess;
import dev.zips3.local.lambda.host.RuntimeClient;
import dev.zips3.local.lambda.host.RuntimeSettings;
import dev.zips3.local.lambda.queue.EventOutcome;
import dev.zips3.local.s3.store.DataDirectory;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lab does what the template says, whatever that is: nothing of it is written down a second time. */
@Timeout(300)
class ChangedTemplateTest {

    private static final String FUNCTION = "AWS::Lambda::Function";
    private static final String INVOCATION = "AWS::Lambda::EventInvokeConfig";
    private static final String RULES = "/NotificationConfiguration/LambdaConfigurations/0/Filter/S3Key/Rules";

    @TempDir
    static Path directory;

    @TempDir
    Path own;

    private static Assembly synthesized;
    private Assembly changed;

    @BeforeAll
    static void synthesize() {
        synthesized = Assembly.synthesized(
                Map.of(
                        "imagePrefix", "pictures/",
                        "imageSuffix", ".jpeg",
                        "zipPrefix", "archive/",
                        "memoryMiB", "512",
                        "timeoutSeconds", "77"),
                directory.resolve("changed"));
    }

    @BeforeEach
    void copy() throws IOException {
        changed = synthesized.copy(own.resolve("copy"));
    }

    static Stream<RuntimeClient> clients() {
        return FunctionJar.clients();
    }

    @Test
    void prefixesAndSuffixAreTheTemplates() throws Exception {
        try (RecordingLab lab = followed()) {
            lab.put("images/a.png", "as it was");
            lab.put("pictures/a.png", "half of it");
            JsonNode report = lab.response("pictures/a.jpeg", "as it is").path(0);

            assertThat(report.path("outcome").asText()).isEqualTo("ZIPPED");
            assertThat(report.path("zipKey").asText()).isEqualTo("archive/a.jpeg.zip");
            assertThat(lab.started).as("events keep their order").containsExactly("pictures/a.jpeg");
            assertThat(lab.keys()).contains("archive/a.jpeg.zip");
        }
    }

    /** A filter that does not fit the function's environment is wrong here as it would be on AWS. */
    @Test
    void aWrongFilterIsWrongHereToo() throws Exception {
        changed.with("AWS::S3::Bucket", RULES + "/1/Value", ".txt");
        try (RecordingLab lab = followed()) {
            JsonNode report = lab.response("pictures/a.txt", "text").path(0);

            assertThat(report.path("outcome").asText()).isEqualTo("IGNORED");
            assertThat(lab.keys()).containsExactly("pictures/a.txt");
        }
    }

    @Test
    void environmentMemoryAndTimeoutAreTheTemplates() throws Exception {
        replaceCode();
        changed.with(FUNCTION, "/Handler", FunctionJar.HANDLERS + ".EnvironmentProbe::environment")
                .with(FUNCTION, "/Environment/Variables/ADDED", "by the template");
        try (RecordingLab lab = followed()) {
            JsonNode seen = lab.response("pictures/a.jpeg", "x");

            assertThat(seen.path("ADDED").asText()).isEqualTo("by the template");
            assertThat(seen.path("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").asText()).isEqualTo("512");
            assertThat(seen.path("ZIPS3_ZIP_PREFIX").asText()).isEqualTo("archive/");
        }
        changed.with(FUNCTION, "/Handler", FunctionJar.HANDLERS + ".EnvironmentProbe::machine");
        try (RecordingLab lab = followed()) {
            assertThat(lab.response("pictures/a.jpeg", "x").path("arguments"))
                    .extracting(JsonNode::asText)
                    .contains("-Xmx" + FunctionProcess.heapKiB(512) + "k");
        }
        changed.with(FUNCTION, "/Handler", FunctionJar.HANDLERS + ".EnvironmentProbe::context");
        try (RecordingLab lab = followed()) {
            assertThat(lab.response("pictures/a.jpeg", "x").path("remaining").asInt())
                    .isBetween(1, 77_000);
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aMissingHandlerFailsAsOnLambdaAndIsRetriedAsTheTemplateSays(RuntimeClient client) throws Exception {
        changed.with(FUNCTION, "/Handler", "dev.zips3.function.Nobody::handleRequest")
                .with(INVOCATION, "/MaximumRetryAttempts", 1);
        try (RecordingLab lab = new RecordingLab(changed.deployment(), own.resolve("objects"), client)) {
            EventOutcome outcome = lab.upload("pictures/a b.jpeg", "x");

            assertThat(outcome.attempts()).isEqualTo(2);
            assertThat(lab.failures)
                    .containsExactly("java.lang.ClassNotFoundException", "java.lang.ClassNotFoundException");
            assertThat(lab.records).hasSize(1);
            JsonNode record = new ObjectMapper().readTree(lab.records.get(0));
            assertThat(record.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
            assertThat(record.at("/requestContext/approximateInvokeCount").asInt())
                    .isEqualTo(2);
            assertThat(record.at("/requestPayload/Records/0/s3/object/key").asText())
                    .isEqualTo("pictures/a+b.jpeg");
            assertThat(record.at("/responsePayload/errorType").asText()).isEqualTo("java.lang.ClassNotFoundException");
        }
    }

    @Test
    void aShortTimeoutKills() throws Exception {
        replaceCode();
        changed.with(FUNCTION, "/Handler", FunctionJar.HANDLERS + ".Failing::hang")
                .with(FUNCTION, "/Timeout", 1)
                .with(INVOCATION, "/MaximumRetryAttempts", 0)
                .with(INVOCATION, "/DestinationConfig", null);
        try (RecordingLab lab = followed()) {
            EventOutcome.Exhausted outcome = (EventOutcome.Exhausted) lab.upload("pictures/a.jpeg", "x");

            assertThat(outcome.attempts()).isEqualTo(1);
            assertThat(outcome.lastFailure().orElseThrow().errorType()).isEqualTo("Sandbox.Timedout");
            assertThat(outcome.lastFailure().orElseThrow().errorMessage())
                    .endsWith("Task timed out after 1.00 seconds");
            assertThat(lab.records).as("no destination, no record").isEmpty();
        }
    }

    /** Of a lab that cannot start nothing is left: neither its port nor a thread that keeps the process. */
    @Test
    void aLabThatCannotStartLeavesNothing() throws Exception {
        Deployment deployment = changed.deployment();
        Files.delete(deployment.function().code());
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        DataDirectory data = new DataDirectory(own.resolve("objects"));
        RuntimeSettings settings = RuntimeSettings.ofThisMachine(Map.of());

        assertThatThrownBy(() -> new Lab(deployment, data, port, settings, new LabListener() {}))
                .hasMessageContaining(deployment.function().code().toString());

        new ServerSocket(port).close();
        List<String> threads = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("s3-"))
                .toList();
        assertThat(threads).isEmpty();
    }

    private RecordingLab followed() throws IOException {
        return new RecordingLab(changed.deployment(), own.resolve("objects"), RuntimeClient.PORTABLE);
    }

    /** The function's jar by one with the handlers of the tests. */
    private void replaceCode() throws IOException {
        Files.copy(
                FunctionJar.in(own).path(),
                changed.deployment().function().code(),
                StandardCopyOption.REPLACE_EXISTING);
    }
}
