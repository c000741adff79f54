package dev.zips3.local.lambda.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a lab passes to its function, and what is left of it after kill -9. */
@Timeout(120)
class ParentProcessTest {

    @TempDir
    static Path directory;

    private static FunctionJar jar;

    @BeforeAll
    static void pack() throws IOException {
        jar = FunctionJar.in(directory);
    }

    static Stream<RuntimeClient> clients() {
        return FunctionJar.clients();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void theFunctionEndsWithAKilledLab(RuntimeClient client) throws Exception {
        Process lab = start(client, "EnvironmentProbe::machine");
        try {
            long child = firstLine(lab).path("pid").asLong();
            ProcessHandle function = ProcessHandle.of(child).orElseThrow();
            assertThat(function.parent()).contains(lab.toHandle());

            lab.destroyForcibly().waitFor();

            function.onExit().get();
            assertThat(ProcessHandle.of(child)).isEmpty();
        } finally {
            lab.destroyForcibly();
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void theFunctionSeesTheVariablesOfLambdaOnly(RuntimeClient client) throws Exception {
        Process lab = start(client, "EnvironmentProbe::environment");
        try {
            JsonNode seen = firstLine(lab);

            assertThat(seen.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder(
                            "AWS_ACCESS_KEY_ID",
                            "AWS_CONFIG_FILE",
                            "AWS_DEFAULT_REGION",
                            "AWS_EC2_METADATA_DISABLED",
                            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                            "AWS_LAMBDA_FUNCTION_NAME",
                            "AWS_LAMBDA_FUNCTION_VERSION",
                            "AWS_LAMBDA_INITIALIZATION_TYPE",
                            "AWS_LAMBDA_LOG_FORMAT",
                            "AWS_LAMBDA_LOG_GROUP_NAME",
                            "AWS_LAMBDA_LOG_STREAM_NAME",
                            "AWS_LAMBDA_RUNTIME_API",
                            "AWS_REGION",
                            "AWS_SHARED_CREDENTIALS_FILE",
                            "LAMBDA_TASK_ROOT",
                            "LANG",
                            "PATH",
                            "TZ",
                            "ZIP_PREFIX",
                            "_HANDLER");
            assertThat(seen.path("AWS_ACCESS_KEY_ID").asText()).isEqualTo("lab");
            assertThat(seen.path("AWS_REGION").asText()).isEqualTo("eu-central-1");
            assertThat(seen.path("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").asText()).isEqualTo("256");
            assertThat(seen.path("AWS_LAMBDA_RUNTIME_API").asText()).startsWith("127.0.0.1:");
            assertThat(seen.path("LANG").asText()).isEqualTo("C.UTF-8");
            assertThat(seen.path("TZ").asText()).isEqualTo(":UTC");
        } finally {
            lab.destroyForcibly().waitFor();
        }
    }

    private static Process start(RuntimeClient client, String handler) throws IOException, ClassNotFoundException {
        // Neither Maven's class path nor its manifest-only jar: what this JVM has loaded the classes from.
        Stream<String> classes = Stream.of(
                        ParentProcess.class,
                        RuntimeApi.class,
                        JsonMapper.class,
                        JsonFactory.class,
                        // What the mapper brings along.
                        Class.forName("com.fasterxml.jackson.annotation.JsonProperty"))
                .map(ParentProcessTest::location);
        String classPath = Stream.concat(classes, Stream.of(RuntimeClient.AWS.classPath(jar.path())))
                .collect(Collectors.joining(File.pathSeparator));
        ProcessBuilder lab = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // A killed lab cannot remove the directories of its environments.
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                classPath,
                ParentProcess.class.getName(),
                client.name(),
                jar.path().toString(),
                handler);
        lab.environment().put("AWS_PROFILE", "developer");
        lab.environment().put("AWS_SECRET_ACCESS_KEY", "of the developer");
        lab.environment().put("AWS_SESSION_TOKEN", "of the developer");
        return lab.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode firstLine(Process lab) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(lab.getInputStream(), UTF_8));
        return new JsonMapper().readTree(lines.readLine());
    }
}
