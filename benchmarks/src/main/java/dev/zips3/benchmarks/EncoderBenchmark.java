package dev.zips3.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One pass over about eight megabytes of one class of images: the encoder, the JDK's Deflater, and the machine's limits
 * (CRC-32 and copying).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EncoderBenchmark {

    private static final long SAMPLE_BYTES = 8_000_000;

    /** The directory that has a folder for each class. */
    @Param("")
    String corpus;

    @Param({"photo", "docs", "clipart", "sprites", "icons"})
    String imageClass;

    private final List<byte[]> images = new ArrayList<>();
    private final byte[] target = new byte[32 << 20];

    /** Reads every nth image, so that the sample is spread over the class. */
    @Setup
    public void read() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(Path.of(corpus, imageClass))) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        long bytes = files.stream().mapToLong(file -> file.toFile().length()).sum();
        int step = (int) Math.max(1, bytes / SAMPLE_BYTES);
        for (int i = 0; i < files.size(); i += step) {
            images.add(Files.readAllBytes(files.get(i)));
        }
    }

    @Benchmark
    public long encoder() throws IOException {
        CountingStream encoded = new CountingStream();
        for (byte[] image : images) {
            EncoderRace.encode(image, encoded);
        }
        return encoded.count();
    }

    @Benchmark
    public long deflater1() {
        return deflate(Deflater.BEST_SPEED);
    }

    @Benchmark
    public long deflater6() {
        return deflate(6);
    }

    @Benchmark
    public long deflater9() {
        return deflate(Deflater.BEST_COMPRESSION);
    }

    private long deflate(int level) {
        long size = 0;
        for (byte[] image : images) {
            Deflater deflater = new Deflater(level, true);
            deflater.setInput(image);
            deflater.finish();
            while (!deflater.finished()) {
                size += deflater.deflate(target);
            }
            deflater.end();
        }
        return size;
    }

    /** All the work of a ZIP in which nothing is compressed. */
    @Benchmark
    public long storedWithCrc() {
        CRC32 crc = new CRC32();
        for (byte[] image : images) {
            crc.update(image);
            System.arraycopy(image, 0, target, 0, image.length);
        }
        return crc.getValue();
    }

    @Benchmark
    public byte[] memcpy() {
        for (byte[] image : images) {
            System.arraycopy(image, 0, target, 0, image.length);
        }
        return target;
    }
}
