package dev.zips3.integration.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code ./lab} in a process of its own, in a copy of the project. */
final class LabProcess implements AutoCloseable {

    private static final int LIMIT_SECONDS = 120;

    private final Process process;
    private final BufferedReader lines;
    private final Path root;
    private final Path temporary;
    private final List<String> read = new ArrayList<>();

    /** Kept here, because the children of a killed lab are no longer its descendants. */
    private final Set<ProcessHandle> children = ConcurrentHashMap.newKeySet();

    /** Kills the lab when it takes too long: nothing interrupts the reading of a line that does not come. */
    private final CompletableFuture<Void> timeout;

    /** @param prefix of the command line, empty for none */
    LabProcess(Path directory, List<String> prefix, String... arguments) throws IOException {
        root = directory.resolve("project");
        if (Files.notExists(root)) {
            Project.copy(root);
        }
        temporary = Files.createDirectories(root.resolve("local/target/tmp"));
        List<String> command = new ArrayList<>(prefix);
        command.add(root.resolve("lab").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TMPDIR", temporary.toString());
        process = builder.start();
        process.getOutputStream().close();
        timeout = CompletableFuture.runAsync(
                this::kill, CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS));
        lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** Reads up to the next line that matches. */
    String line(Predicate<String> wanted) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            read.add(line);
            if (wanted.test(line)) {
                return line;
            }
        }
        throw new AssertionError("not among\n" + String.join("\n", read));
    }

    /** A client with the environment of another terminal, once the lab is up. */
    S3Client otherTerminal() throws IOException, InterruptedException {
        line("  eval \"$(./lab env)\""::equals);
        Map<String, String> environment = new HashMap<>();
        for (String line : environment().lines().toList()) {
            environment.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        return S3Client.builder()
                .endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL_S3")))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        environment.get("AWS_ACCESS_KEY_ID"), environment.get("AWS_SECRET_ACCESS_KEY"))))
                .region(Region.of(environment.get("AWS_REGION")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** The environment of a shell that evaluated {@code ./lab env}; or why there is none. */
    String environment() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", "-c", "lines=$(./lab env) || exit; eval \"$lines\"; env | grep ^AWS_")
                .directory(root.toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process shell = builder.start();
        String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
        if (!shell.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("no end after " + LIMIT_SECONDS + " s");
        }
        return output;
    }

    /** Sends a signal, for example {@code TERM}. */
    void signal(String name) throws IOException, InterruptedException {
        children.addAll(descendants());
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start();
        if (!kill.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new AssertionError("kill failed");
        }
    }

    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("no end after " + LIMIT_SECONDS + " s");
        }
        return process.exitValue();
    }

    /**
     * Waits until the lab has created a file; {@link #timeout} ends the wait, because it ends the process.
     *
     * @param directory relative to the project
     */
    void awaitFile(String directory, String prefix) throws IOException, InterruptedException {
        Path created = root.resolve(directory);
        while (process.isAlive()) {
            if (Files.isDirectory(created)) {
                try (Stream<Path> files = Files.list(created)) {
                    if (files.anyMatch(file -> file.getFileName().toString().startsWith(prefix))) {
                        return;
                    }
                }
            }
            Thread.sleep(5);
        }
        throw new AssertionError("ended before " + prefix);
    }

    /** What the lab wrote after the last line that was read. */
    List<String> rest() {
        return lines.lines().toList();
    }

    /** What the lab left of its temporary files and unfinished assemblies. */
    List<Path> leftovers() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path directory :
                List.of(temporary, root.resolve("local/target/assemblies"), root.resolve("local/target/labs"))) {
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.list(directory)) {
                    files.filter(file -> !file.getFileName().toString().matches("[0-9a-f]{64}|hsperfdata.*"))
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        timeout.cancel(false);
        kill();
        // A child that still writes would hinder the deletion of its directory.
        children.forEach(child ->
                child.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join());
    }

    private void kill() {
        children.addAll(descendants());
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
