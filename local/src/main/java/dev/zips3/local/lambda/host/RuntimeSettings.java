package dev.zips3.local.lambda.host;

import dev.zips3.local.assembly.DeployedFunction;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How this machine runs the function. The template has none of these settings.
 *
 * @param environment further variables, such as {@code AWS_ENDPOINT_URL_S3}; they override all others
 * @param credentials those of the function's role
 * @param jvmOptions further options of each JVM; they override the lab's own
 * @param functionCommand program and arguments that ask the runtime API for events in place of the function's JVM;
 *     empty for the JVM
 */
public record RuntimeSettings(
        Map<String, String> environment,
        Credentials credentials,
        List<String> jvmOptions,
        List<String> functionCommand) {

    public RuntimeSettings {
        environment = Map.copyOf(environment);
        Objects.requireNonNull(credentials, "credentials");
        jvmOptions = List.copyOf(jvmOptions);
        functionCommand = List.copyOf(functionCommand);
    }

    /** Temporary credentials, as the function's role gives them. */
    public record Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {

        /** The variables without SnapStart. Lambda documents two names for the access key's id. */
        Map<String, String> variables() {
            return Map.of(
                    "AWS_ACCESS_KEY", accessKeyId,
                    "AWS_ACCESS_KEY_ID", accessKeyId,
                    "AWS_SECRET_ACCESS_KEY", secretAccessKey,
                    "AWS_SESSION_TOKEN", sessionToken);
        }

        /** Leaves the secret out, so that no log has it. */
        @Override
        public String toString() {
            return "Credentials[accessKeyId=" + accessKeyId + "]";
        }
    }

    /**
     * Whether the process waits for a restore before its first event, as SnapStart demands of AWS's client. Another
     * command asks for events only.
     */
    boolean startsFromSnapshot(DeployedFunction function) {
        return function.snapStart() && functionCommand.isEmpty();
    }
}
