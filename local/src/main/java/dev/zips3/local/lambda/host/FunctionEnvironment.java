package dev.zips3.local.lambda.host;

import dev.zips3.local.assembly.DeployedFunction;
import java.util.HashMap;
import java.util.Map;

/**
 * The environment variables of one process. It sees the variables that Lambda documents, except these:
 *
 * <ul>
 *   <li>{@code _X_AMZN_TRACE_ID}: Lambda's Java runtimes use a system property since Java 17.
 *   <li>{@code AWS_LAMBDA_MAX_CONCURRENCY} exists on Lambda Managed Instances only.
 *   <li>{@code NODE_PATH}, {@code NODE_OPTIONS}, {@code PYTHONPATH}, {@code GEM_PATH} and
 *       {@code AWS_LAMBDA_DOTNET_PREJIT} belong to other runtimes.
 *   <li>With SnapStart there are no variables of the log, as on Lambda, and none of the access key: the process gets
 *       the key from {@link CredentialsEndpoint}.
 * </ul>
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Defined runtime environment
 *     variables</a>
 */
final class FunctionEnvironment {

    private final DeployedFunction function;
    private final RuntimeSettings settings;

    FunctionEnvironment(DeployedFunction function, RuntimeSettings settings) {
        this.function = function;
        this.settings = settings;
    }

    /**
     * Defaults that the template may override, then Lambda's reserved variables, then those of the settings.
     *
     * @param runtimeApi host and port
     * @param credentials variables that say where the process gets its credentials
     */
    Map<String, String> variables(TaskRoot root, String runtimeApi, Map<String, String> credentials) {
        Map<String, String> variables = new HashMap<>(defaults(root));
        variables.putAll(function.environment());
        variables.put("_HANDLER", function.handler());
        variables.put("LAMBDA_TASK_ROOT", root.directory().toString());
        variables.put("LAMBDA_RUNTIME_DIR", root.directory().toString());
        variables.put("AWS_REGION", function.region());
        variables.put("AWS_DEFAULT_REGION", function.region());
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
        variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", function.version());
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMiB()));
        variables.put(
                "AWS_LAMBDA_INITIALIZATION_TYPE", settings.startsFromSnapshot(function) ? "snap-start" : "on-demand");
        variables.put("AWS_LAMBDA_LOG_FORMAT", function.logging().format());
        function.logging().level().ifPresent(level -> variables.put("AWS_LAMBDA_LOG_LEVEL", level));
        if (!settings.startsFromSnapshot(function)) {
            variables.put("AWS_LAMBDA_LOG_GROUP_NAME", function.logging().group());
            variables.put(
                    "AWS_LAMBDA_LOG_STREAM_NAME",
                    "local/[%s]%s"
                            .formatted(function.version(), root.directory().getFileName()));
        }
        // The function must find no credentials except those of the lab.
        variables.put("AWS_CONFIG_FILE", "/dev/null");
        variables.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        variables.putAll(credentials);
        variables.putAll(settings.environment());
        return variables;
    }

    private static Map<String, String> defaults(TaskRoot root) {
        return Map.of(
                "LANG",
                "en_US.UTF-8",
                "TZ",
                ":UTC",
                "PATH",
                "/usr/local/bin:/usr/bin/:/bin:/opt/bin",
                // Without Lambda's system directories: here they belong to another system than Lambda's.
                "LD_LIBRARY_PATH",
                root.directory() + ":" + root.directory().resolve("lib"),
                "AWS_XRAY_CONTEXT_MISSING",
                "LOG_ERROR",
                // X-Ray's SDK sends UDP packets, which get lost here.
                "AWS_XRAY_DAEMON_ADDRESS",
                "127.0.0.1:2000");
    }
}
