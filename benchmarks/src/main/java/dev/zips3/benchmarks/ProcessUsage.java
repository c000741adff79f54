package dev.zips3.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What a process has used since its start.
 *
 * @param cpu user and system time of all its threads
 * @param peakKiB the maximum resident memory; 0 where there is no {@code /proc}
 */
record ProcessUsage(Duration cpu, long peakKiB) {

    private static final String PEAK = "VmHWM:";

    /**
     * Reads the usage of a running process.
     *
     * @throws IllegalStateException if it has terminated
     */
    static ProcessUsage of(long processId) throws IOException {
        Duration cpu = ProcessHandle.of(processId)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("process " + processId + " has terminated"));
        Path status = Path.of("/proc", Long.toString(processId), "status");
        if (!Files.exists(status)) {
            return new ProcessUsage(cpu, 0);
        }
        try (Stream<String> lines = Files.lines(status)) {
            return new ProcessUsage(
                    cpu,
                    lines.filter(line -> line.startsWith(PEAK))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .findFirst()
                            .orElse(0));
        }
    }
}
