package dev.zips3.integration.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.zips3.local.assembly.Assembly;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code ./lab} in a process of its own, in a checkout of its own. */
final class LabProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final BufferedReader lines;
    private final Path temporary;
    private final List<String> read = new ArrayList<>();

    /** Those of a lab that was killed are no longer its descendants. */
    private final Set<ProcessHandle> children = ConcurrentHashMap.newKeySet();

    /** Nothing interrupts the reading of a line that does not come. */
    private final CompletableFuture<Void> impatience;

    /** @param prefix of the command line, empty for none */
    LabProcess(Path directory, List<String> prefix, String... arguments) throws IOException {
        Path root = checkout(directory.resolve("checkout"));
        temporary = Files.createDirectories(root.resolve("local/target/tmp"));
        List<String> command = new ArrayList<>(prefix);
        command.add(root.resolve("lab").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TMPDIR", temporary.toString());
        process = builder.start();
        process.getOutputStream().close();
        impatience = CompletableFuture.runAsync(
                this::kill, CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** What the script finds beside it, as if it had built it: this JVM's classes instead of the module's jar. */
    private static Path checkout(Path root) throws IOException {
        if (Files.exists(root)) {
            return root;
        }
        for (String directory : List.of("bin", "function/target", "local/target", "local/src/main", ".mvn")) {
            Files.createDirectories(root.resolve(directory));
        }
        for (String file :
                List.of("lab", "bin/run", "cdk.json", "pom.xml", "local/pom.xml", "function/target/function.jar")) {
            Files.copy(Assembly.ROOT.resolve(file), root.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        try (OutputStream jar = Files.newOutputStream(root.resolve("local/target/local.jar"))) {
            new JarOutputStream(jar, manifest).close();
        }
        Files.createFile(root.resolve("local/target/built"));
        return root;
    }

    /** Reads on to the first line of which it is true. */
    String line(Predicate<String> wanted) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            read.add(line);
            if (wanted.test(line)) {
                return line;
            }
        }
        throw new AssertionError("not among\n" + String.join("\n", read));
    }

    /** The value that the lab prints to be pasted. */
    String exported(String variable) throws IOException {
        String start = "  export " + variable + "=";
        return line(line -> line.startsWith(start)).substring(start.length());
    }

    /** A client with nothing but what is printed. */
    S3Client pasted() throws IOException {
        String endpoint = exported("AWS_ENDPOINT_URL_S3");
        String id = exported("AWS_ACCESS_KEY_ID");
        String secret = exported("AWS_SECRET_ACCESS_KEY");
        return S3Client.builder()
                .endpointOverride(URI.create(endpoint))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret)))
                .region(Region.of(exported("AWS_REGION")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** Sends a signal as a shell does. */
    void signal(String name) throws IOException, InterruptedException {
        children.addAll(descendants());
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("kill: " + status);
        }
    }

    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("no end after " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }

    /** Waits for a file of that beginning among the lab's temporary ones. */
    void awaitTemporary(String beginning) throws IOException, InterruptedException {
        while (process.isAlive()) {
            try (Stream<Path> files = Files.list(temporary)) {
                if (files.anyMatch(file -> file.getFileName().toString().startsWith(beginning))) {
                    return;
                }
            }
            Thread.sleep(5);
        }
        throw new AssertionError("ended before " + beginning);
    }

    /** Everything written that {@link #line} has not read. */
    List<String> rest() {
        return lines.lines().toList();
    }

    /** What the lab itself left of its temporary files; the CDK library leaves an empty directory. */
    List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("jsii-"))
                    .toList();
        }
    }

    @Override
    public void close() {
        impatience.cancel(false);
        kill();
        // What still writes would hinder the deletion of its directory.
        children.forEach(child -> child.onExit().join());
    }

    private void kill() {
        children.addAll(descendants());
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
