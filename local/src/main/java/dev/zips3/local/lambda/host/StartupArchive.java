package dev.zips3.local.lambda.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * What the function's JVM knows of its classes from an earlier run: an AppCDS archive, or from JDK 25 on an AOT cache.
 *
 * <p>The JVM takes an archive only with the class path it was made with: the same paths in the same order, each of the
 * same size and time. The code is at a new path in every synth, so it is run from a copy beside the archive.
 *
 * <p>The first JVM records: it writes the archive when it is told to end. The archive counts from the first run that
 * finds it settled. One that does not fit is ignored by the JVM ({@code -Xshare:auto}); one that is cut off or altered
 * is not: JDK 17 ends with SIGABRT. So a JVM tries it once before it counts, and its checksum is compared at every
 * start.
 *
 * @see <a href="https://openjdk.org/jeps/350">JEP 350, dynamic archives</a>
 * @see <a href="https://openjdk.org/jeps/514">JEP 514, AOT caches in one step</a>
 */
final class StartupArchive {

    private static final int AOT_RELEASE = 25;

    /** A JVM writes its archive in one go; one that was not touched for so long is complete, or its JVM is dead. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    /** A recording that came to nothing, because its JVM was killed, is made again after this. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private final Path directory;
    private final Path code;
    private final String classPath;

    private StartupArchive(Path directory, Path code, String classPath) {
        this.directory = directory;
        this.code = code;
        this.classPath = classPath;
    }

    /**
     * Prepares the place of one jar under one JVM.
     *
     * @param cache holds a directory for each
     * @throws IOException when it cannot be made
     */
    static StartupArchive of(Path cache, Path code, RuntimeClient client, List<String> jvmArguments)
            throws IOException {
        String checksum = Long.toHexString(checksum(code));
        StringBuilder key = new StringBuilder(System.getProperty("java.home"))
                .append(System.getProperty("java.vm.version"))
                .append(System.getProperty("os.arch"))
                .append(jvmArguments)
                // CDK's name of an asset is a hash of its content.
                .append(code.getFileName())
                .append(checksum);
        for (Path jar : client.jars()) {
            key.append(jar).append(Files.size(jar)).append(Files.getLastModifiedTime(jar));
        }
        Path directory = Files.createDirectories(cache.toAbsolutePath()
                .resolve(checksum + "-" + Integer.toHexString(key.toString().hashCode())));
        Path copy = directory.resolve("function.jar");
        if (Files.notExists(copy)) {
            copy(code, copy);
        }
        return new StartupArchive(directory, copy, client.classPath(copy));
    }

    private static long checksum(Path file) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(file), crc)) {
            byte[] buffer = new byte[1 << 16];
            while (in.read(buffer) >= 0) {
                // The stream does the work.
            }
        }
        return crc.getValue();
    }

    /** Two labs may start at once: either's copy is the one, and it is there as a whole or not at all. */
    private static void copy(Path code, Path copy) throws IOException {
        Path part = Files.createTempFile(copy.getParent(), "function", ".part");
        try {
            Files.copy(code, part, StandardCopyOption.REPLACE_EXISTING);
            Files.createLink(copy, part);
        } catch (FileAlreadyExistsException e) {
            // The other was first.
        } catch (UnsupportedOperationException e) {
            Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** What is to stand on the class path. */
    Path code() {
        return code;
    }

    /** Where a JVM that records works: its own directory is deleted before it is done. */
    Path directory() {
        return directory;
    }

    private Path archive() {
        return directory.resolve("archive");
    }

    private Path seal() {
        return directory.resolve("archive.crc");
    }

    private Path recording() {
        return directory.resolve("recording");
    }

    private Path claim() {
        return directory.resolve("claim");
    }

    /** Whether there is an archive to start with. */
    boolean isThere() throws IOException {
        if (Files.notExists(seal()) && isOlder(recording(), SETTLED)) {
            Files.move(recording(), archive(), StandardCopyOption.REPLACE_EXISTING);
            if (starts()) {
                Files.writeString(seal(), Long.toHexString(checksum(archive())));
            }
        }
        return Files.exists(seal())
                && Files.exists(archive())
                && Files.readString(seal()).equals(Long.toHexString(checksum(archive())));
    }

    private boolean starts() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(using());
        command.addAll(List.of("-cp", classPath, "-version"));
        Process trial = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return trial.waitFor() == 0;
        } catch (InterruptedException e) {
            trial.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Makes the caller the one that records; false if there is one already. */
    boolean claims() throws IOException {
        if (isOlder(claim(), ABANDONED)) {
            Files.delete(claim());
        }
        try {
            Files.createFile(claim());
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static boolean isOlder(Path file, Duration age) throws IOException {
        return Files.exists(file)
                && Files.getLastModifiedTime(file)
                        .toInstant()
                        .isBefore(Instant.now().minus(age));
    }

    /**
     * The options of a JVM that starts with the archive. What the JVM says of archives belongs in no function's log.
     */
    List<String> using() {
        return isAot()
                ? List.of("-XX:AOTCache=" + archive(), "-Xlog:cds*=off,aot*=off")
                : List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive(), "-Xlog:cds*=off");
    }

    /** The options of a JVM that makes one when it ends. */
    List<String> recordingOptions() {
        return isAot()
                ? List.of("-XX:AOTCacheOutput=" + recording(), "-Xlog:cds*=off,aot*=off")
                : List.of("-XX:ArchiveClassesAtExit=" + recording(), "-Xlog:cds*=off");
    }

    private static boolean isAot() {
        return Runtime.version().feature() >= AOT_RELEASE;
    }
}
