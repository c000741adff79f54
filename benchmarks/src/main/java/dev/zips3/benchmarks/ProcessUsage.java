package dev.zips3.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a process has used since its start.
 *
 * @param cpu user and system time, all threads
 * @param peakKiB the most memory it had at a time (resident); empty where there is no {@code /proc}
 */
record Usage(Duration cpu, OptionalLong peakKiB) {

    private static final String PEAK = "VmHWM:";

    static Usage of(ProcessHandle process) throws IOException {
        return new Usage(process.info().totalCpuDuration().orElse(Duration.ZERO), peak(process));
    }

    private static OptionalLong peak(ProcessHandle process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst();
        }
    }
}
