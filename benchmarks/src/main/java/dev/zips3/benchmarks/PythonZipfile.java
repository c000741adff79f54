package dev.zips3.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Python's {@code zipfile} in one process, which zips one image after the other and reports its CPU time. */
final class PythonZipfile implements AutoCloseable {

    private final Process python;
    private final Writer paths;
    private final BufferedReader results;

    PythonZipfile() throws IOException {
        try (InputStream script = PythonZipfile.class.getResourceAsStream("zipfile_cpu.py")) {
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
                throw new IOException("python3 terminated while it zipped " + image);
            }
            String[] numbers = line.split(" ", 2);
            return new Result(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
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
     * Python's report about one image.
     *
     * @param bytes of the compressed entry
     * @param nanos of CPU time
     */
    record Result(long bytes, long nanos) {}
}
