package dev.zips3.local.lambda.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.local.assembly.DeployedFunction;
import dev.zips3.local.assembly.DeployedFunction.Logging;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionEnvironmentTest {

    /**
     * The page's lists of reserved and unreserved variables, without those of other runtimes.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Defined runtime
     *     environment variables</a>
     */
    private static final List<String> DOCUMENTED = List.of(
            "_HANDLER",
            "AWS_DEFAULT_REGION",
            "AWS_REGION",
            "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_ACCESS_KEY",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_LAMBDA_RUNTIME_API",
            "LAMBDA_TASK_ROOT",
            "LAMBDA_RUNTIME_DIR",
            "LANG",
            "PATH",
            "LD_LIBRARY_PATH",
            "AWS_XRAY_CONTEXT_MISSING",
            "AWS_XRAY_DAEMON_ADDRESS",
            "TZ");

    /** From the pages on log formats and log levels. */
    private static final List<String> OF_THE_LOG = List.of("AWS_LAMBDA_LOG_FORMAT", "AWS_LAMBDA_LOG_LEVEL");

    /** They keep the function away from the user's credentials. */
    private static final List<String> OF_THE_LAB =
            List.of("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_EC2_METADATA_DISABLED");

    @TempDir
    Path directory;

    private TaskRoot root;

    @BeforeEach
    void createRoot() throws Exception {
        root = TaskRoot.in(directory);
    }

    @Test
    void hasWhatLambdaDocuments() {
        Map<String, String> variables = onDemand(function(false, Map.of()));

        List<String> expected = new ArrayList<>(DOCUMENTED);
        expected.addAll(OF_THE_LOG);
        expected.addAll(OF_THE_LAB);
        assertThat(variables.keySet()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(variables)
                .containsEntry("_HANDLER", "a.B")
                .containsEntry("AWS_REGION", "us-east-1")
                .containsEntry("AWS_DEFAULT_REGION", "us-east-1")
                .containsEntry("AWS_EXECUTION_ENV", "AWS_Lambda_java21")
                .containsEntry("AWS_LAMBDA_FUNCTION_NAME", "f")
                .containsEntry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
                .containsEntry("AWS_LAMBDA_FUNCTION_VERSION", "1")
                .containsEntry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")
                .containsEntry("AWS_LAMBDA_LOG_GROUP_NAME", "log")
                .containsEntry("AWS_LAMBDA_LOG_FORMAT", "JSON")
                .containsEntry("AWS_LAMBDA_LOG_LEVEL", "WARN")
                .containsEntry("AWS_ACCESS_KEY_ID", "id")
                .containsEntry("AWS_SECRET_ACCESS_KEY", "secret")
                .containsEntry("AWS_SESSION_TOKEN", "token")
                .containsEntry("LAMBDA_TASK_ROOT", directory.toString());
    }

    @Test
    void keepsKeyAndLogOutOfASnapshot() {
        DeployedFunction function = function(true, Map.of());
        Map<String, String> credentials =
                new CredentialsEndpoint(FunctionJar.CREDENTIALS, Clock.systemUTC()).variables("127.0.0.1:9001");
        Map<String, String> variables =
                new FunctionEnvironment(function, settings(List.of())).variables(root, "127.0.0.1:9001", credentials);

        Set<String> missing = new HashSet<>(DOCUMENTED);
        missing.removeAll(variables.keySet());
        assertThat(missing)
                .containsExactlyInAnyOrder(
                        "AWS_ACCESS_KEY",
                        "AWS_ACCESS_KEY_ID",
                        "AWS_SECRET_ACCESS_KEY",
                        "AWS_SESSION_TOKEN",
                        "AWS_LAMBDA_LOG_GROUP_NAME",
                        "AWS_LAMBDA_LOG_STREAM_NAME");
        assertThat(variables)
                .containsEntry("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
                .containsEntry("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:9001/2021-04-23/credentials")
                .containsKey("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    }

    @Test
    void takesLambdasDefaultsFromTheTemplateAndNothingReserved() {
        Map<String, String> template = Map.of("LANG", "C.UTF-8", "TZ", "Europe/Berlin", "AWS_REGION", "eu-west-1");

        assertThat(onDemand(function(false, template)))
                .containsEntry("LANG", "C.UTF-8")
                .containsEntry("TZ", "Europe/Berlin")
                .containsEntry("AWS_REGION", "us-east-1");
    }

    @Test
    void startsAnotherCommandOnDemand() {
        DeployedFunction function = function(true, Map.of());

        assertThat(settings(List.of("python3")).startsFromSnapshot(function)).isFalse();
        assertThat(settings(List.of()).startsFromSnapshot(function)).isTrue();
    }

    private Map<String, String> onDemand(DeployedFunction function) {
        return new FunctionEnvironment(function, settings(List.of()))
                .variables(root, "127.0.0.1:9001", FunctionJar.CREDENTIALS.variables());
    }

    private static RuntimeSettings settings(List<String> command) {
        return new RuntimeSettings(Map.of(), FunctionJar.CREDENTIALS, List.of(), command);
    }

    private static DeployedFunction function(boolean snapStart, Map<String, String> environment) {
        return new DeployedFunction(
                "f",
                "arn",
                "1",
                snapStart,
                "java21",
                "a.B",
                256,
                FunctionJar.LONG_TIMEOUT,
                environment,
                Path.of("function.jar"),
                new Logging("log", "JSON", Optional.of("WARN")),
                "us-east-1");
    }

    @Test
    void printsNoSecret() {
        assertThat(FunctionJar.CREDENTIALS).hasToString("Credentials[accessKeyId=id]");
    }
}
