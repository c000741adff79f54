package dev.zips3.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zips3.local.assembly.FixtureAssembly;
import dev.zips3.local.lambda.host.FunctionJar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The lab does what the template says. */
@Timeout(180)
class LabTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String FUNCTION = "AWS::Lambda::Function";
    private static final String INVOKE_CONFIG = "AWS::Lambda::EventInvokeConfig";
    private static final String RULE = "/NotificationConfiguration/LambdaConfigurations/0";

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    private static Path handlers;
    private FixtureAssembly assembly;

    @BeforeAll
    static void packHandlers() throws IOException {
        handlers = FunctionJar.in(shared).path();
    }

    @BeforeEach
    void createAssembly() throws IOException {
        assembly = FixtureAssembly.in(directory.resolve("cdk.out"));
        Files.copy(handlers, assembly.code());
    }

    @Test
    void runsTheHandlerWithEnvironmentAndMemoryOfTheTemplate() throws Exception {
        JsonNode environment = response("EnvironmentProbe::environment");
        JsonNode arguments = response("EnvironmentProbe::machine").path("arguments");
        JsonNode context = response("EnvironmentProbe::context");

        assertThat(environment.path("ZIP_PREFIX").asText()).isEqualTo("zip/");
        assertThat(environment.path("AWS_ENDPOINT_URL_S3").asText()).startsWith("http://127.0.0.1:");
        assertThat(environment.path("AWS_ACCESS_KEY_ID").asText()).isEqualTo("lab");
        assertThat(environment.path("AWS_SECRET_ACCESS_KEY").asText()).hasSize(40);
        assertThat(environment.path("AWS_SESSION_TOKEN").asText()).isNotEmpty();
        assertThat(environment.path("AWS_EXECUTION_ENV").asText()).isEqualTo("AWS_Lambda_java21");
        assertThat(environment.path("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").asText()).isEqualTo("512");
        assertThat(arguments).extracting(JsonNode::asText).contains("-Xmx445646k", "-Dadded=true");
        assertThat(context.path("remaining").asInt()).isBetween(1, 77_000);
    }

    private JsonNode response(String method) throws Exception {
        LabOptions options = LabOptions.defaults().withJvmOptions(List.of("-Dadded=true"));
        try (Lab lab = Lab.start(handler(method).directory(), options)) {
            Invocation invocation = lab.put("images/a.png", new byte[1]).await(LIMIT);

            assertThat(invocation.succeeded()).as(invocation.toString()).isTrue();
            return JSON.readTree(invocation.response());
        }
    }

    @Test
    void warnsOnceIfTheTemplateHasAnotherJava() throws Exception {
        int java = Runtime.version().feature();

        assertThat(warnings("java8.al2"))
                .containsExactly("The template's runtime is java8.al2; the lab runs the function on Java " + java);
        assertThat(warnings("java" + java)).isEmpty();
    }

    private List<String> warnings(String runtime) throws Exception {
        RecordingListener listener = new RecordingListener();
        assembly.with(FUNCTION, "/Runtime", runtime);
        Lab.start(assembly.directory(), LabOptions.defaults().withListener(listener))
                .close();
        return listener.warnings;
    }

    @Test
    void joinsEachUploadWithItsEvent() throws Exception {
        try (Lab lab = Lab.start(handler("Echo").directory(), LabOptions.defaults())) {
            Upload first = lab.put("images/a.png", "1".getBytes(UTF_8));
            Upload second = lab.put("images/a.png", "22".getBytes(UTF_8));

            Invocation ofSecond = second.await(LIMIT);
            assertThat(size(ofSecond)).isEqualTo(2);
            assertThat(size(first.await(LIMIT))).isEqualTo(1);
            assertThat(ofSecond.attempts()).isEqualTo(1);
            assertThat(ofSecond.duration()).isPositive();
            assertThat(lab.bucket()).isEqualTo(FixtureAssembly.BUCKET);
        }
    }

    @Test
    void uploadsALargeFileInParts() throws Exception {
        int part = 5 << 20;
        Path file = Files.write(directory.resolve("large"), new byte[part + 1]);
        try (Lab lab = Lab.start(handler("Echo").directory(), LabOptions.defaults())) {
            Invocation invocation = lab.put("images/large.png", file, part).await(LIMIT);

            assertThat(JSON.readTree(invocation.response())
                            .at("/Records/0/s3/object/eTag")
                            .asText())
                    .endsWith("-2");
        }
    }

    @Test
    void knowsWhenNoNotificationFilterMatches() throws Exception {
        int part = 5 << 20;
        Path file = Files.write(directory.resolve("large"), new byte[part + 1]);
        assembly.with("AWS::S3::Bucket", RULE + "/Event", "s3:ObjectCreated:Put");
        try (Lab lab = Lab.start(handler("Echo").directory(), LabOptions.defaults())) {
            assertThat(lab.put("images/a.PNG", new byte[1]).isNotified()).isFalse();
            assertThat(lab.put("images/parts.png", file, part).isNotified()).isFalse();
            Upload notified = lab.put("images/a.png", new byte[1]);

            assertThat(notified.isNotified()).isTrue();
            assertThat(notified.await(LIMIT).succeeded()).isTrue();
            assertThatThrownBy(() -> lab.put("images/a.PNG", new byte[1]).await(LIMIT))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no notification filter matches images/a.PNG");
        }
    }

    @Test
    void reportsAnUploadThatFails() throws Exception {
        Path missing = directory.resolve("missing");
        try (Lab lab = Lab.start(assembly.directory(), LabOptions.defaults())) {
            assertThatThrownBy(() -> lab.put("images//a.png", new byte[1])).isInstanceOf(S3Exception.class);
            assertThatThrownBy(() -> lab.put("images/a.png", missing)).hasMessage("cannot read " + missing);
        }
    }

    @Test
    void retriesAndRecordsAFailureAsTheTemplateSays() throws Exception {
        RecordingListener listener = new RecordingListener();
        assembly.with(FUNCTION, "/Handler", "example.Missing::handleRequest");
        try (Lab lab = Lab.start(assembly.directory(), LabOptions.defaults().withListener(listener))) {
            Invocation invocation = lab.put("images/a b.png", new byte[1]).await(LIMIT);

            assertThat(lab.retryDelays()).containsExactly(Duration.ofSeconds(1));
            assertThat(invocation.succeeded()).isFalse();
            assertThat(invocation.attempts()).isEqualTo(2);
            assertThat(JSON.readTree(invocation.response()).path("errorType").asText())
                    .isEqualTo("java.lang.ClassNotFoundException");
            assertThat(listener.heard)
                    .containsSubsequence(
                            "started images/a b.png 1",
                            "failed java.lang.ClassNotFoundException Optional[PT1S]",
                            "started images/a b.png 2",
                            "failed java.lang.ClassNotFoundException Optional.empty",
                            "discarded images/a b.png 2 RetriesExhausted");
            JsonNode failure = JSON.readTree(listener.failure);
            assertThat(failure.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
            assertThat(failure.at("/requestContext/approximateInvokeCount").asInt())
                    .isEqualTo(2);
            assertThat(failure.at("/requestPayload/Records/0/s3/object/key").asText())
                    .isEqualTo("images/a+b.png");
        }
    }

    @Test
    void terminatesAFunctionAfterItsTimeout() throws Exception {
        RecordingListener listener = new RecordingListener();
        handler("Failing::hang")
                .with(FUNCTION, "/Timeout", 1)
                .with(INVOKE_CONFIG, "/MaximumRetryAttempts", 0)
                .with(INVOKE_CONFIG, "/DestinationConfig", null);
        try (Lab lab = Lab.start(assembly.directory(), LabOptions.defaults().withListener(listener))) {
            Invocation invocation = lab.put("images/a.png", new byte[1]).await(LIMIT);

            assertThat(invocation.attempts()).isEqualTo(1);
            assertThat(JSON.readTree(invocation.response()).path("errorType").asText())
                    .isEqualTo("Sandbox.Timedout");
            assertThat(listener.failure).as("without a destination").isNull();
        }
    }

    @Test
    void keepsTheObjectsInTheDataDirectory() throws Exception {
        LabOptions options = LabOptions.defaults().withData(directory.resolve("data"));
        try (Lab lab = Lab.start(assembly.directory(), options)) {
            lab.put("kept", "content".getBytes(UTF_8));
        }
        try (Lab lab = Lab.start(assembly.directory(), options);
                S3Client client = lab.client()) {
            assertThat(client.getObjectAsBytes(r -> r.bucket(lab.bucket()).key("kept"))
                            .asUtf8String())
                    .isEqualTo("content");
        }
    }

    @Test
    void deliversTheEventsThatTheLastLabLeft() throws Exception {
        Path data = directory.resolve("data");
        RecordingListener listener = new RecordingListener();
        LabOptions options = LabOptions.defaults().withData(data).withListener(listener);
        try (Lab lab = Lab.start(handler("Failing::hang").directory(), options)) {
            lab.put("images/a.png", "1".getBytes(UTF_8));
        }
        assertThat(listener.heard).endsWith("not delivered 1, in " + data.resolve(".lab/events"));

        listener.heard.clear();
        try (Lab lab = Lab.start(handler("Echo").directory(), options)) {
            Upload upload = lab.put("images/a.png", "22".getBytes(UTF_8));

            assertThat(size(upload.await(LIMIT))).as("its own event").isEqualTo(2);
            listener.awaitSuccesses(2);
            assertThat(listener.heard).startsWith("restored 1").contains("started images/a.png 1");
        }
        assertThat(data.resolve(".lab/events")).isEmptyDirectory();
    }

    @Test
    void saysThatEventsAreLostWithTheirObjects() throws Exception {
        RecordingListener listener = new RecordingListener();
        LabOptions options = LabOptions.defaults().withListener(listener);
        try (Lab lab = Lab.start(handler("Failing::hang").directory(), options)) {
            lab.put("images/a.png", new byte[1]);
        }
        assertThat(listener.heard).endsWith("not delivered 1, lost");
    }

    @Test
    void hidesItsOwnFilesInTheDataDirectoryFromS3() throws Exception {
        LabOptions options = LabOptions.defaults().withData(directory.resolve("data"));
        try (Lab lab = Lab.start(assembly.directory(), options);
                S3Client client = lab.client()) {
            lab.put("kept", new byte[1]);

            assertThat(directory.resolve("data/.lab/sequencer")).isNotEmptyFile();
            assertThat(client.listBuckets().buckets()).extracting(Bucket::name).containsExactly(lab.bucket());
            assertThatThrownBy(() -> client.getObject(r -> r.bucket(".lab").key("sequencer")))
                    .isInstanceOf(S3Exception.class);
        }
    }

    /** The first attempt finds the process that has started with the lab and has ended. */
    @Test
    void retriesAndRecordsThatNoProcessCanBeStarted() throws Exception {
        RecordingListener listener = new RecordingListener();
        Path program = Files.writeString(directory.resolve("program"), "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        LabOptions options = LabOptions.defaults()
                .withFunctionCommand(List.of(program.toString()))
                .withListener(listener);
        try (Lab lab = Lab.start(assembly.directory(), options)) {
            Files.delete(program);

            Invocation invocation = lab.put("images/a.png", new byte[1]).await(LIMIT);

            assertThat(invocation.succeeded()).isFalse();
            assertThat(invocation.attempts()).isEqualTo(2);
            assertThat(JSON.readTree(invocation.response()).path("errorMessage").asText())
                    .contains("Error: cannot start function ", "Cannot run program \"" + program);
            assertThat(listener.heard)
                    .endsWith("failed Sandbox.Failure Optional.empty", "discarded images/a.png 2 RetriesExhausted");
            assertThat(listener.failure).contains("\"errorType\":\"Sandbox.Failure\"", "Cannot run program");
        }
    }

    @Test
    void cancelsPendingUploadsWhenItCloses() throws Exception {
        Lab lab = Lab.start(handler("Failing::hang").directory(), LabOptions.defaults());
        Upload upload = lab.put("images/a.png", new byte[1]);

        lab.close();

        assertThatThrownBy(() -> upload.await(LIMIT)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void namesAPortInUseAndAnUnusableDataDirectory() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LabOptions port = LabOptions.defaults().withPort(other.getLocalPort());

            assertThatThrownBy(() -> Lab.start(assembly.directory(), port))
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + " is");
        }
        assertThatThrownBy(() ->
                        Lab.start(assembly.directory(), LabOptions.defaults().withData(file)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("'" + file + "' cannot hold objects");
    }

    @Test
    void leavesNothingWhenItCannotStart() throws Exception {
        Files.delete(assembly.code());
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThatThrownBy(() ->
                        Lab.start(assembly.directory(), LabOptions.defaults().withPort(port)))
                .hasMessageContaining(assembly.code().toString());

        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("s3-"));
    }

    @Test
    void refusesOptionsOutOfRange() {
        assertThatThrownBy(() -> LabOptions.defaults().withPort(65_536)).hasMessageContaining("port is 65536");
        assertThatThrownBy(() -> LabOptions.defaults().withConcurrency(0)).hasMessageContaining("concurrency is 0");
    }

    private FixtureAssembly handler(String method) throws IOException {
        return assembly.with(FUNCTION, "/Handler", FunctionJar.HANDLERS + "." + method);
    }

    private static int size(Invocation invocation) throws IOException {
        return JSON.readTree(invocation.response())
                .at("/Records/0/s3/object/size")
                .asInt();
    }

    private static final class RecordingListener implements LabListener {
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final List<String> warnings = new CopyOnWriteArrayList<>();
        private final Semaphore successes = new Semaphore(0);
        private volatile String failure;

        void awaitSuccesses(int count) throws InterruptedException {
            assertThat(successes.tryAcquire(count, LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }

        @Override
        public void eventsRestored(int count) {
            heard.add("restored " + count);
        }

        @Override
        public void eventsNotDelivered(int count, Optional<Path> kept) {
            heard.add("not delivered " + count + ", "
                    + kept.map(events -> "in " + events).orElse("lost"));
        }

        @Override
        public void warned(String message) {
            warnings.add(message);
        }

        @Override
        public void attemptStarted(String key, String requestId, int attempt) {
            heard.add("started " + key + " " + attempt);
        }

        @Override
        public void attemptSucceeded(String key, String requestId, int attempt, Duration duration, boolean cold) {
            successes.release();
        }

        @Override
        public void attemptFailed(
                String key,
                String requestId,
                int attempt,
                String errorType,
                String errorMessage,
                Optional<Duration> nextDelay) {
            heard.add("failed " + errorType + " " + nextDelay);
        }

        @Override
        public void eventDiscarded(String key, String requestId, int attempts, String condition) {
            heard.add("discarded " + key + " " + attempts + " " + condition);
        }

        @Override
        public void failureRecorded(String json) {
            failure = json;
        }
    }
}
