package dev.zips3.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The labs that are up on this machine. Each has a file with the environment variables of its clients,
 * {@code PORT-PROCESS.env}. Only its user can read the file, because it has the secret.
 */
final class RunningLabs {

    private static final String SUFFIX = ".env";

    private final Path directory;

    /** @param root the directory with {@code cdk.json} */
    RunningLabs(Path root) {
        this.directory = root.resolve(Path.of("local", "target", "labs"));
    }

    /**
     * Adds the lab of this process.
     *
     * @param variables the environment of its clients
     * @return removes the lab when it is closed
     */
    AutoCloseable add(int port, Map<String, String> variables) throws IOException {
        Path file = Files.createDirectories(directory).resolve(ProcessFile.name("" + port) + SUFFIX);
        // A temporary file is readable only by its owner, and nobody sees the lab's file before it is complete.
        Path temporary = Files.createTempFile(directory, ProcessFile.name("new") + "-", null);
        Files.writeString(temporary, exports(variables));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        return () -> Files.deleteIfExists(file);
    }

    private static String exports(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> "export " + variable.getKey() + "=" + quoted(variable.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    /** For a POSIX shell: it takes everything between single quotes as it is. */
    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }

    /**
     * The lines that a shell evaluates to use the lab.
     *
     * @param port of the lab; empty for the only one
     * @throws UsageException if there is no such lab, or more than one
     */
    String environment(Optional<Integer> port) throws IOException {
        List<Path> labs = new ArrayList<>(running());
        port.ifPresent(number -> labs.removeIf(lab -> !port(lab).equals(number.toString())));
        if (labs.isEmpty()) {
            throw new UsageException(
                    port.map("No lab is running on port %1$d (start one: ./lab --port %1$d)"::formatted)
                            .orElse("No lab is running (start one: ./lab)"));
        }
        if (labs.size() > 1) {
            throw new UsageException(labs.stream()
                    .map(RunningLabs::port)
                    .collect(
                            Collectors.joining(", ", labs.size() + " labs are running; choose one with --port: ", "")));
        }
        return Files.readString(labs.get(0));
    }

    /** Removes what a killed lab left. */
    private List<Path> running() throws IOException {
        if (Files.notExists(directory)) {
            return List.of();
        }
        List<Path> running = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                if (!ProcessFile.isInUse(file)) {
                    Files.deleteIfExists(file);
                } else if (file.toString().endsWith(SUFFIX)) {
                    running.add(file);
                }
            }
        }
        return running;
    }

    private static String port(Path lab) {
        String name = lab.getFileName().toString();
        return name.substring(0, name.indexOf('-'));
    }
}
