package dev.zips3.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Keeps the cloud assemblies of the last synths, because a synth takes seconds. An assembly is used again until an
 * input changes: {@code cdk.json}, an option, a file that {@code cdk.json} watches, or a jar that Maven built.
 */
final class AssemblyCache {

    /** A limit, because each assembly has a copy of the function's jar. */
    private static final int MAX_ASSEMBLIES = 8;

    /** The app and its assets. The sources alone are not enough: an IDE can start the lab with jars that are older. */
    private static final String JARS = "*/target/*.jar";

    /** The names of a synth's temporary directory and of the mark in an assembly that is used start with these. */
    private static final String SYNTH = "synth";

    private static final String USER = "user";

    private final Path root;
    private final Path directory;

    /** @param root the directory with {@code cdk.json} */
    AssemblyCache(Path root) {
        this.root = root;
        this.directory = root.resolve(Path.of("local", "target", "assemblies"));
    }

    /**
     * The app's assembly. Synthesizes it, unless an assembly with the same inputs is kept. No other process deletes it
     * while this one is running.
     *
     * @throws AppException if the app fails
     */
    Path assembly(CdkApp app) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path kept = directory.resolve(fingerprint(app));
        while (!use(kept)) {
            synthesize(app, kept);
        }
        return kept;
    }

    /**
     * Marks an assembly as used by this process, and deletes what no process uses.
     *
     * @return false if the assembly does not exist
     */
    private boolean use(Path kept) throws IOException {
        // Beside the directory. Otherwise another process could delete the assembly before it sees the mark.
        Path lock = directory.resolveSibling("assemblies.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            if (Files.notExists(kept)) {
                return false;
            }
            for (Path mark : marks(kept)) {
                if (!ProcessFile.isInUse(mark)) {
                    Files.delete(mark);
                }
            }
            Files.writeString(kept.resolve(ProcessFile.name(USER)), "");
            Files.setLastModifiedTime(kept, FileTime.from(Instant.now()));
            deleteUnused();
            return true;
        }
    }

    private void synthesize(CdkApp app, Path kept) throws IOException, InterruptedException {
        Path temporary = Files.createTempDirectory(directory, ProcessFile.name(SYNTH) + "-");
        try {
            Files.move(app.synthesize(temporary), kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // A lab that was started at the same time may have kept the same assembly first.
            if (Files.notExists(kept)) {
                throw e;
            }
        } finally {
            MoreFiles.deleteRecursively(temporary, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }

    /** Deletes the oldest assemblies, and what the synth of a killed lab left. */
    private void deleteUnused() throws IOException {
        int assemblies = 0;
        for (Path path : newestFirst(directory)) {
            boolean synth = path.getFileName().toString().startsWith(SYNTH);
            boolean used = synth ? ProcessFile.isInUse(path) : isUsed(path);
            assemblies += synth ? 0 : 1;
            if (!used && (synth || assemblies > MAX_ASSEMBLIES)) {
                MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
            }
        }
    }

    private static boolean isUsed(Path assembly) throws IOException {
        for (Path mark : marks(assembly)) {
            if (ProcessFile.isInUse(mark)) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> marks(Path assembly) throws IOException {
        try (Stream<Path> files = Files.list(assembly)) {
            return files.filter(file -> file.getFileName().toString().startsWith(USER))
                    .toList();
        }
    }

    private static List<Path> newestFirst(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted(Comparator.comparing(AssemblyCache::lastUsed).reversed())
                    .toList();
        }
    }

    private static long lastUsed(Path assembly) {
        return assembly.toFile().lastModified();
    }

    private String fingerprint(CdkApp app) throws IOException {
        MessageDigest digest = sha256();
        digest.update(app.description().getBytes(UTF_8));
        for (Path file : inputs(app)) {
            byte[] content = Files.readAllBytes(file);
            digest.update(
                    "\n%s %d\n".formatted(root.relativize(file), content.length).getBytes(UTF_8));
            digest.update(content);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Sorted by name, so that the fingerprint is the same on every file system. */
    private Set<Path> inputs(CdkApp app) throws IOException {
        List<PathMatcher> matchers = new ArrayList<>();
        for (String pattern : app.watched()) {
            matchers.add(root.getFileSystem().getPathMatcher("glob:" + pattern));
        }
        matchers.add(root.getFileSystem().getPathMatcher("glob:" + JARS));
        Set<Path> inputs = new TreeSet<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                return isIgnored(visited) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                Path relative = root.relativize(file);
                if (matchers.stream().anyMatch(matcher -> matcher.matches(relative))) {
                    inputs.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return inputs;
    }

    /** Ignores what {@code cdk watch} ignores, and the directories below {@code target}, which are large. */
    private boolean isIgnored(Path visited) {
        String name = visited.getFileName().toString();
        return !visited.equals(root)
                && (name.startsWith(".")
                        || name.equals("node_modules")
                        || name.equals("cdk.out")
                        || visited.getParent().endsWith("target"));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
