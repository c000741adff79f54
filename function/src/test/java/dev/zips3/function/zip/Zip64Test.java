package dev.zips3.function.zip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.function.Content;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writes more than 4 GiB, which takes seconds. {@link ZipRecordsTest} checks the same records field by field. */
@Tag("full")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class Zip64Test {

    /** Content and deflated content are both over 4 GiB. A pipe connects writer and reader, so no file is needed. */
    @Test
    void writesZipOverFourGibibytes() throws IOException, InterruptedException, ExecutionException {
        byte[] block = Content.noise(1 << 20);
        long size = 4097L * block.length;
        PipedInputStream pipe = new PipedInputStream(1 << 20);
        PipedOutputStream end = new PipedOutputStream(pipe);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Future<Long> written = executor.submit(() -> {
            try (PipedOutputStream out = end;
                    ZipWriter writer = new ZipWriter(out, "a.png", Instant.EPOCH, "01", size)) {
                for (long i = 0; i < size; i += block.length) {
                    writer.write(block);
                }
                return writer.finish();
            }
        });
        try (ZipInputStream in = new ZipInputStream(pipe)) {
            in.getNextEntry();
            for (long i = 0; i < size; i += block.length) {
                assertThat(Arrays.equals(in.readNBytes(block.length), block)).isTrue();
            }
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.getNextEntry()).isNull();
        } finally {
            executor.shutdown();
        }
        assertThat(written.get()).isGreaterThan(size);
    }

    /**
     * The content, also deflated, has at most 32 bits, but the central directory begins behind it. Noise makes the
     * stored blocks real, and the reader of files needs a file of 4 GiB.
     */
    @Test
    void writesZipWhoseCentralDirectoryBeginsJustOverFourGibibytes(@TempDir Path directory) throws IOException {
        byte[] block = Content.noise(1 << 20);
        long size = 4_294_639_630L;
        Path file = directory.resolve("a.zip");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), block.length);
                ZipWriter writer = new ZipWriter(out, "a.png", Instant.EPOCH, "01", size)) {
            for (long written = 0; written < size; written += block.length) {
                writer.write(block, 0, (int) Math.min(block.length, size - written));
            }
            writer.finish();
        }
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("a.png"))) {
            assertThat(zip.getEntry("a.png").getSize()).isEqualTo(size);
            for (long read = 0; read < size; read += block.length) {
                byte[] expected = Arrays.copyOf(block, (int) Math.min(block.length, size - read));
                assertThat(Arrays.equals(in.readNBytes(expected.length), expected))
                        .isTrue();
            }
            assertThat(in.read()).isEqualTo(-1);
        }
    }
}
