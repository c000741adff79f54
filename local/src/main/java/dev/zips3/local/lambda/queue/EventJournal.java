package dev.zips3.local.lambda.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The events that a queue has accepted and not yet handled, one file each, so that they outlive a killed lab. The names
 * of the files are ascending numbers.
 */
final class EventJournal {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SUFFIX = ".json";

    private final Path directory;
    private final List<Path> left;
    private final AtomicLong last;

    /** What a file has. */
    record Entry(Path file, String subject, String requestId, String json) {
        Entry {
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(requestId, "requestId");
            Objects.requireNonNull(json, "json");
        }
    }

    /**
     * @param directory is created if it does not exist
     * @throws IOException if it cannot be created or read
     */
    EventJournal(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.left = files();
        this.last = new AtomicLong(left.isEmpty() ? 0 : number(left.get(left.size() - 1)));
    }

    Path directory() {
        return directory;
    }

    /**
     * What the last run left, in the order in which it was accepted.
     *
     * @throws IOException if a file cannot be read, or has no event
     */
    List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Path file : left) {
            entries.add(read(file));
        }
        return entries;
    }

    private static Entry read(Path file) throws IOException {
        try {
            JsonNode entry = JSON.readTree(file.toFile());
            return new Entry(
                    file,
                    entry.required("subject").textValue(),
                    entry.required("requestId").textValue(),
                    entry.required("event").textValue());
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            IOException damaged =
                    new FileSystemException(file.toString(), null, "it has no event; delete it to start without it");
            damaged.initCause(e);
            throw damaged;
        }
    }

    /**
     * Writes an event. The file appears under its name when it is complete: a kill leaves all of it or nothing.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    Path write(String subject, String requestId, String json) {
        String name = "%019d".formatted(last.incrementAndGet());
        Path file = directory.resolve(name + SUFFIX);
        Path incomplete = directory.resolve(name + ".tmp");
        String entry = JSON.createObjectNode()
                .put("subject", subject)
                .put("requestId", requestId)
                .put("event", json)
                .toString();
        try {
            Files.writeString(incomplete, entry);
            return Files.move(incomplete, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** @throws UncheckedIOException if the file cannot be deleted; the event is then delivered once more */
    void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().matches("\\d{19}\\" + SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString().replace(SUFFIX, ""));
    }
}
