package dev.zips3.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How this machine runs a stack; nothing of it is in the template.
 *
 * @param data the directory of the objects, created if absent; empty for a temporary one that {@link Lab#close} deletes
 * @param port of the S3 endpoint, 0 to 65,535; 0 for any free one
 * @param jvmOptions further options for the function's JVMs; they come last and win
 * @param concurrency the maximum number of events that the function handles at a time, each in a JVM of its own; at
 *     least 1
 */
public record LabOptions(
        Optional<Path> data, int port, List<String> jvmOptions, int concurrency, LabListener listener) {

    private static final int MAX_PORT = 65_535;

    public LabOptions {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(listener, "listener");
        jvmOptions = List.copyOf(jvmOptions);
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port is %d, must be 0 to %d".formatted(port, MAX_PORT));
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency is %d, must be at least 1".formatted(concurrency));
        }
    }

    /** A temporary directory, any free port, and as many events at a time as there are processors. */
    public static LabOptions defaults() {
        return new LabOptions(
                Optional.empty(), 0, List.of(), Runtime.getRuntime().availableProcessors(), new LabListener() {});
    }

    public LabOptions withData(Path directory) {
        return new LabOptions(Optional.of(directory), port, jvmOptions, concurrency, listener);
    }

    public LabOptions withPort(int number) {
        return new LabOptions(data, number, jvmOptions, concurrency, listener);
    }

    public LabOptions withJvmOptions(List<String> options) {
        return new LabOptions(data, port, options, concurrency, listener);
    }

    public LabOptions withConcurrency(int maximum) {
        return new LabOptions(data, port, jvmOptions, maximum, listener);
    }

    public LabOptions withListener(LabListener hearing) {
        return new LabOptions(data, port, jvmOptions, concurrency, hearing);
    }
}
