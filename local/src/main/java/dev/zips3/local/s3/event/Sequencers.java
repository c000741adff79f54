package dev.zips3.local.s3.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Strictly ascending sequencers, which follow the clock.
 *
 * <p>The ZIPs on disk carry sequencers of earlier runs, and the clock may have been set back since. So a file keeps a
 * number that no sequencer has reached, and the sequencers of the next run start there.
 */
final class Sequencers {
    private static final String FILE = "sequencer";
    private static final int HEXADECIMAL = 16;

    /** The file is written once for all sequencers of a second, not once for each. */
    private static final long STEP = TimeUnit.SECONDS.toNanos(1);

    private final Clock clock;

    /** Null if nothing outlives this run. */
    private final Path file;

    private long last;

    /** What the file has. */
    private long limit;

    Sequencers(Clock clock) {
        this(clock, null, 0);
    }

    private Sequencers(Clock clock, Path file, long limit) {
        this.clock = clock;
        this.file = file;
        this.limit = limit;
        this.last = limit;
    }

    /**
     * Sequencers that are larger than all that were given with this directory before.
     *
     * @throws IOException if the directory cannot be created, or its file cannot be read
     */
    static Sequencers storedIn(Path directory, Clock clock) throws IOException {
        Path file = Files.createDirectories(directory).resolve(FILE);
        return new Sequencers(clock, file, read(file));
    }

    private static long read(Path file) throws IOException {
        try {
            return Long.parseLong(Files.readString(file), HEXADECIMAL);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (NumberFormatException e) {
            IOException damaged = new FileSystemException(
                    file.toString(), null, "it has no sequencer; delete it if the clock was not set back");
            damaged.initCause(e);
            throw damaged;
        }
    }

    /**
     * Eighteen hexadecimal digits, as in S3's events. All have the same length, so that the order of the strings is the
     * order of the numbers.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    synchronized String next() {
        Instant now = clock.instant();
        long nanoseconds = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        last = Math.max(last + 1, nanoseconds);
        if (file != null && last >= limit) {
            store(last + STEP);
        }
        return String.format("%018X", last);
    }

    private void store(long newLimit) {
        Path written = file.resolveSibling(FILE + ".tmp");
        try {
            Files.writeString(written, Long.toString(newLimit, HEXADECIMAL));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        limit = newLimit;
    }
}
