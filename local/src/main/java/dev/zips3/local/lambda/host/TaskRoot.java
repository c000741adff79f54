package dev.zips3.local.lambda.host;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory one execution environment has to itself: where it starts and what it may fill; gone after close.
 *
 * <p>AWS's client puts the jars in its working directory on the class path, so this must not be the caller's.
 */
final class TaskRoot implements AutoCloseable {

    private final Path directory;

    /** @throws IOException when no directory can be made */
    TaskRoot() throws IOException {
        this.directory = Files.createTempDirectory("zips3-lambda-");
        Files.createDirectory(temporaryFiles());
    }

    Path directory() {
        return directory;
    }

    /** Stands for Lambda's {@code /tmp}. */
    Path temporaryFiles() {
        return directory.resolve("tmp");
    }

    /**
     * Copies the native part of AWS's runtime client.
     *
     * <p>By itself every JVM unpacks it to one and the same path in {@code /tmp} (JniHelper in
     * aws-lambda-java-runtime-interface-client 2.9): of several that start together, those that have it mapped while
     * another rewrites it die of SIGBUS.
     *
     * @param osArch the system property {@code os.arch}
     * @throws IOException when it cannot be copied
     */
    Path nativeLibrary(String osArch) throws IOException {
        String architecture = List.of("aarch64", "arm64").contains(osArch) ? "aarch" : "x86";
        boolean musl = Files.exists(
                Path.of("/lib", "ld-musl-" + (architecture.equals("x86") ? "x86_64" : "aarch64") + ".so.1"));
        String resource = "/jni/libaws-lambda-jni.linux%s-%s_64.so".formatted(musl ? "_musl" : "", architecture);
        Path copy = directory.resolve("libaws-lambda-jni.so");
        try (InputStream library = AWSLambda.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new FileNotFoundException(resource + " is not in AWS's runtime interface client");
            }
            Files.copy(library, copy);
        }
        return copy;
    }

    /** @throws UncheckedIOException when something in it cannot be deleted */
    @Override
    public void close() {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
