package dev.zips3.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names files after the process that uses them. So another process sees whether a file is still in use, also after its
 * process was killed.
 */
final class ProcessFile {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+-([0-9]{1,18})\\b.*");

    /** Linux counts the starts of processes from the second in which it booted. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    private ProcessFile() {}

    /** The start of the name of a file that this process uses. */
    static String name(String prefix) {
        return prefix + "-" + ProcessHandle.current().pid();
    }

    /**
     * Whether the file's process is running. A process that started after the file was written is another one: the
     * system uses the ids again.
     */
    static boolean isInUse(Path file) throws IOException {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        Optional<ProcessHandle> process =
                ProcessHandle.of(Long.parseLong(name.group(1))).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return false;
        }
        Instant written = Files.getLastModifiedTime(file).toInstant();
        return process.get()
                .info()
                .startInstant()
                .map(started -> started.minus(CLOCK_TOLERANCE).isBefore(written))
                .orElse(true);
    }
}
