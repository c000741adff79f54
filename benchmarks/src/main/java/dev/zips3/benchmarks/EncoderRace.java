package dev.zips3.benchmarks;

import dev.zips3.function.zip.deflate.DeflateOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Compares the encoder with CRC-32 to Python's zipfile over a corpus. The two take turns image by image, so that both
 * run under the same load. It measures CPU time and takes the median of the rounds for each image.
 */
@Command(
        name = "encoder",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Compares the encoder with Python's zipfile, by class of image.")
final class EncoderRace implements Callable<Integer> {

    private static final long MEGABYTE = 1_000_000;

    /** In smaller files a few bytes are already several percent. */
    private static final long MIN_COMPARED_BYTES = 64 * 1024;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Parameters(paramLabel = "DIRECTORY", description = "PNG files, in a folder for each class.")
    private Path directory;

    @Option(names = "--rounds", defaultValue = "5", description = "The median of them counts. Default: 5.")
    private int rounds;

    @Option(names = "--csv", paramLabel = "FILE", description = "Writes the figures there, for plot.py.")
    private Optional<Path> csv;

    private EncoderRace() {}

    /** Both results for one image: sizes in bytes, CPU times in nanoseconds. */
    record Result(long bytes, long pythonBytes, long encoderBytes, long pythonNanos, long encoderNanos) {

        /** How much larger the encoder's output is than Python's, as a fraction. */
        double excess() {
            return (double) encoderBytes / pythonBytes - 1;
        }
    }

    @Override
    public Integer call() throws IOException {
        Map<Path, Result> results = new LinkedHashMap<>();
        try (PythonZipfile python = new PythonZipfile()) {
            for (Path image : images()) {
                byte[] content = Files.readAllBytes(image);
                requireRoundTrip(content);
                results.put(image, race(image, content, python));
            }
        }
        Map<String, Totals> totals = totals(results);
        System.out.println(Totals.HEADER);
        totals.forEach((name, total) -> System.out.println(total.line(name)));
        results.entrySet().stream()
                .filter(result -> result.getValue().bytes() > MIN_COMPARED_BYTES)
                .max(Comparator.comparingDouble(result -> result.getValue().excess()))
                .ifPresent(worst -> System.out.printf(
                        "over 64 KiB, at most %+.2f%% larger: %s%n",
                        100 * worst.getValue().excess(), worst.getKey()));
        if (csv.isPresent()) {
            List<Table.Row> rows = totals.entrySet().stream()
                    .map(total -> total.getValue().row(total.getKey()))
                    .toList();
            new Table(Totals.COLUMNS, rows).write(csv.get());
        }
        return 0;
    }

    private List<Path> images() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .toList();
        }
    }

    private static void requireRoundTrip(byte[] content) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encode(content, encoded);
        Inflater inflater = new Inflater(true);
        try (InflaterInputStream in =
                new InflaterInputStream(new ByteArrayInputStream(encoded.toByteArray()), inflater)) {
            if (!Arrays.equals(in.readAllBytes(), content) || encoded.size() > DeflateOutput.maxSize(content.length)) {
                throw new AssertionError("an image of " + content.length + " bytes does not come back");
            }
        } finally {
            inflater.end();
        }
    }

    private Result race(Path image, byte[] content, PythonZipfile python) throws IOException {
        long[] pythonNanos = new long[rounds];
        long[] encoderNanos = new long[rounds];
        long pythonBytes = 0;
        CountingStream encoded = new CountingStream();
        for (int round = 0; round < rounds; round++) {
            PythonZipfile.Result result = python.zip(image);
            pythonNanos[round] = result.nanos();
            pythonBytes = result.bytes();
            encoded = new CountingStream();
            long start = THREADS.getCurrentThreadCpuTime();
            CRC32 crc = new CRC32();
            crc.update(content);
            encode(content, encoded);
            encoderNanos[round] = THREADS.getCurrentThreadCpuTime() - start;
        }
        return new Result(content.length, pythonBytes, encoded.count(), median(pythonNanos), median(encoderNanos));
    }

    /** As one entry of a ZIP uses the encoder. */
    static void encode(byte[] content, OutputStream out) throws IOException {
        try (DeflateOutput deflate = new DeflateOutput(out)) {
            deflate.write(content, 0, content.length);
            deflate.finish();
        }
    }

    private static long median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }

    private Map<String, Totals> totals(Map<Path, Result> results) {
        Map<String, Totals> totals = new LinkedHashMap<>();
        results.forEach((image, result) -> {
            String imageClass = directory.relativize(image).getName(0).toString();
            for (String name : List.of("all", imageClass)) {
                totals.computeIfAbsent(name, unseen -> new Totals()).add(result);
                if (result.bytes() >= MEGABYTE) {
                    totals.computeIfAbsent(name + " >= 1 MB", unseen -> new Totals())
                            .add(result);
                }
            }
        });
        return totals;
    }
}
