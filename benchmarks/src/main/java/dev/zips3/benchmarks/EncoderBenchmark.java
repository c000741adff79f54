package dev.zips3.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * One pass over about eight megabytes of a class of images: the encoder, what the JDK has, and the limits of the
 * machine.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EncoderBenchmark {

    private static final long TOTAL = 8_000_000;

    /** The directory that has a folder for each class. */
    @Param("")
    String corpus;

    @Param({"photo", "docs", "clipart", "sprites", "icons"})
    String imageClass;

    private List<byte[]> images;
    private final byte[] target = new byte[32 << 20];

    /** Every nth image, so that the sample is spread over the class. */
    @Setup
    public void read() throws IOException {
        List<Path> all = new Corpus(Path.of(corpus, imageClass)).images();
        long length = all.stream().mapToLong(image -> image.toFile().length()).sum();
        int step = (int) Math.max(1, length / TOTAL);
        images = all.stream()
                .filter(image -> all.indexOf(image) % step == 0)
                .map(Corpus::read)
                .toList();
        System.out.printf(
                "%d images, %d bytes%n",
                images.size(), images.stream().mapToLong(image -> image.length).sum());
    }

    @Benchmark
    public long encoder() throws IOException {
        CountingSink sink = new CountingSink();
        for (byte[] image : images) {
            Encoding.encode(image, sink);
        }
        return sink.count();
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

    /** All that a ZIP needs in which nothing is compressed. */
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
    public long crc() {
        CRC32 crc = new CRC32();
        for (byte[] image : images) {
            crc.update(image);
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
