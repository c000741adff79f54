package dev.zips3.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How this machine runs a stack. The template has none of these settings.
 *
 * @param data the directory of the objects, created if absent; empty for a temporary one that {@link Lab#close} deletes
 * @param port of the S3 endpoint, 0 to 65,535; 0 for any free one
 * @param jvmOptions further options for the function's JVMs; they override the lab's own
 * @param concurrency the maximum number of events that the function handles at a time, each in a JVM of its own; at
 *     least 1
 * @param functionCommand program and arguments that ask the runtime API for events in place of the function's JVM;
 *     empty for the JVM
 */
public record LabOptions(
        Optional<Path> data,
        int port,
        List<String> jvmOptions,
        int concurrency,
        List<String> functionCommand,
        LabListener listener) {

    private static final int MAX_PORT = 65_535;

    public LabOptions {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(listener, "listener");
        jvmOptions = List.copyOf(jvmOptions);
        functionCommand = List.copyOf(functionCommand);
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
                Optional.empty(),
                0,
                List.of(),
                Runtime.getRuntime().availableProcessors(),
                List.of(),
                new LabListener() {});
    }

    public LabOptions withData(Path directory) {
        return new LabOptions(Optional.of(directory), port, jvmOptions, concurrency, functionCommand, listener);
    }

    public LabOptions withPort(int number) {
        return new LabOptions(data, number, jvmOptions, concurrency, functionCommand, listener);
    }

    public LabOptions withJvmOptions(List<String> options) {
        return new LabOptions(data, port, options, concurrency, functionCommand, listener);
    }

    public LabOptions withConcurrency(int maximum) {
        return new LabOptions(data, port, jvmOptions, maximum, functionCommand, listener);
    }

    public LabOptions withListener(LabListener newListener) {
        return new LabOptions(data, port, jvmOptions, concurrency, functionCommand, newListener);
    }

    public LabOptions withFunctionCommand(List<String> command) {
        return new LabOptions(data, port, jvmOptions, concurrency, command, listener);
    }
}
