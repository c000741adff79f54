package dev.zips3.local.lambda.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory a process has used, as this machine's kernel says it. */
final class PeakMemory {

    /** The peak of the resident set, in KiB: {@code man proc_pid_status}. */
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private static final long KIB_PER_MIB = 1024;

    private PeakMemory() {}

    /**
     * In MiB, rounded up; empty for a process that has ended. A kernel other than Linux keeps no peak: there it is what
     * the process uses now.
     */
    static OptionalLong mebibytes(long processId) {
        Path status = Path.of("/proc", Long.toString(processId), "status");
        try {
            return Files.isDirectory(Path.of("/proc/self")) ? parse(PEAK, Files.readString(status)) : now(processId);
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong now(long processId) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(processId)).start();
        return parse(Pattern.compile("(\\d+)"), new String(ps.getInputStream().readAllBytes(), UTF_8));
    }

    private static OptionalLong parse(Pattern kibibytes, String text) {
        Matcher found = kibibytes.matcher(text);
        return found.find()
                ? OptionalLong.of((Long.parseLong(found.group(1)) + KIB_PER_MIB - 1) / KIB_PER_MIB)
                : OptionalLong.empty();
    }
}
