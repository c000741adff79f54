package dev.zips3.function.zip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.function.Content;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** Apart from {@link ZipWriterTest}, whose tests are run for every mutant: this one takes seconds. */
final class Zip64Test {

    /** Over 4 GiB on both sides of the deflater, and nowhere on the disk. */
    @Test
    void goesBeyondFourGibibytes() throws IOException, InterruptedException, ExecutionException {
        byte[] block = Content.noise(1 << 20);
        long size = 4097L * block.length;
        PipedInputStream pipe = new PipedInputStream(1 << 20);
        PipedOutputStream end = new PipedOutputStream(pipe);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        Future<Long> written = writer.submit(() -> {
            try (PipedOutputStream out = end;
                    ZipWriter entry = new ZipWriter(out, "a.png", Instant.EPOCH, size)) {
                for (long i = 0; i < size; i += block.length) {
                    entry.write(block);
                }
                return entry.finish();
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
            writer.shutdown();
        }
        assertThat(written.get()).isGreaterThan(size);
    }
}
