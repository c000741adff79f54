package dev.zips3.local.lambda.host;

import java.util.List;
import java.util.Map;

/**
 * How this machine runs the function. The template has none of these settings.
 *
 * @param environment credentials and {@code AWS_ENDPOINT_URL_S3}; these variables override all others
 * @param jvmOptions further options of each JVM; they override the lab's own
 * @param functionCommand program and arguments that ask the runtime API for events in place of the function's JVM;
 *     empty for the JVM
 */
public record RuntimeSettings(Map<String, String> environment, List<String> jvmOptions, List<String> functionCommand) {

    public RuntimeSettings {
        environment = Map.copyOf(environment);
        jvmOptions = List.copyOf(jvmOptions);
        functionCommand = List.copyOf(functionCommand);
    }
}
