package dev.zips3.local.lambda.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How this machine runs the function; nothing of it is in the template.
 *
 * @param environment what the template does not say: credentials and {@code AWS_ENDPOINT_URL_S3}; wins over everything
 *     else
 * @param jvmArguments further arguments for each JVM; they come last, so that they win
 * @param concurrency execution environments at a time, at least 1
 * @param archives where the JVMs' {@link StartupArchive}s are kept from run to run; empty to keep none
 */
public record RuntimeSettings(
        RuntimeClient client,
        Map<String, String> environment,
        List<String> jvmArguments,
        int concurrency,
        Optional<Path> archives) {

    public RuntimeSettings {
        Objects.requireNonNull(client, "client");
        environment = Map.copyOf(environment);
        jvmArguments = List.copyOf(jvmArguments);
        Objects.requireNonNull(archives, "archives");
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency is %d, must be at least 1".formatted(concurrency));
        }
    }

    /** Keeps no archives. */
    public RuntimeSettings(
            RuntimeClient client, Map<String, String> environment, List<String> jvmArguments, int concurrency) {
        this(client, environment, jvmArguments, concurrency, Optional.empty());
    }

    /** The client closest to Lambda, and an execution environment for each processor. */
    public static RuntimeSettings ofThisMachine(Map<String, String> environment) {
        return new RuntimeSettings(
                RuntimeClient.closestToLambda(System.getProperty("os.name"), System.getProperty("os.arch")),
                environment,
                List.of(),
                Runtime.getRuntime().availableProcessors());
    }
}
