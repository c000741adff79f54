package dev.zips3.function.zip;

import dev.zips3.function.Content;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Writes ZIPs for {@code .ci/readers}, which opens them with unzip, 7-Zip, bsdtar and Python. */
final class ZipSamples {

    private static final Instant MODIFIED = Instant.parse("2026-07-08T09:10:11Z");
    private static final int BLOCK = 1 << 20;
    /** Over 4 GiB together. */
    private static final int BLOCKS = 4097;

    private ZipSamples() {}

    /**
     * Writes the ZIPs.
     *
     * @param arguments a directory for several files, or {@code -} for one ZIP over 4 GiB to standard output
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("-")) {
            large(new FileOutputStream(FileDescriptor.out), Content.noise(BLOCK));
            return;
        }
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        small(directory.resolve("empty.zip"), "empty.png", new byte[0]);
        small(directory.resolve("mixture.zip"), "ü 😀.png", Content.mixture(5_000_000));
        small(directory.resolve("noise.zip"), "noise.png", Content.noise(300_000));
        // Over 4 GiB of zeros need little space on the disk.
        large(Files.newOutputStream(directory.resolve("zip64.zip")), new byte[BLOCK]);
    }

    private static void small(Path file, String name, byte[] content) throws IOException {
        Files.write(file, ZipWriterTest.zip(name, MODIFIED, "0055AED6DCD90281E5", content));
    }

    private static void large(OutputStream file, byte[] block) throws IOException {
        long size = (long) BLOCKS * block.length;
        try (OutputStream out = new BufferedOutputStream(file, BLOCK);
                ZipWriter writer = new ZipWriter(out, "ü large.png", MODIFIED, "0055AED6DCD90281E5", size)) {
            for (int i = 0; i < BLOCKS; i++) {
                writer.write(block);
            }
            writer.finish();
        }
    }
}
