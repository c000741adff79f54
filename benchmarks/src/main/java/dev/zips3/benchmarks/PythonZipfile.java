package dev.zips3.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The Python that people write, asked for one image after the other. */
final class Baseline implements AutoCloseable {

    private final Process python;
    private final Writer paths;
    private final BufferedReader results;

    Baseline() throws IOException {
        try (InputStream script = Baseline.class.getResourceAsStream("zipfile_baseline.py")) {
            String source = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            python = new ProcessBuilder("python3", "-c", source)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }
        paths = python.outputWriter(StandardCharsets.UTF_8);
        results = python.inputReader(StandardCharsets.UTF_8);
    }

    Result zip(Path image) {
        try {
            paths.write(image + "\n");
            paths.flush();
            String line = results.readLine();
            if (line == null) {
                throw new IOException("python3 ended at " + image);
            }
            String[] numbers = line.split(" ", 3);
            return new Result(Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        paths.close();
        results.close();
    }

    /**
     * @param size of the entry's data
     * @param nanos of CPU time
     */
    record Result(long size, long nanos) {}
}
