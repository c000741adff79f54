package dev.zips3.bench;

import dev.zips3.function.zip.deflate.DeflateOutput;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * One stream of several gigabytes, there and back: noise, text and repeats in turn, compared by CRC-32.
 *
 * <pre>
 * LongStream GIGABYTES
 * </pre>
 */
final class LongStream {

    private static final int PIECE = 1_000_003;

    private LongStream() {}

    public static void main(String[] arguments) throws IOException, ExecutionException, InterruptedException {
        long size = Long.parseLong(arguments[0]) * 1_000_000_000;
        ExecutorService writer = Executors.newSingleThreadExecutor();
        CRC32 back = new CRC32();
        long read = 0;
        Future<Long> there;
        try (PipedInputStream pipe = new PipedInputStream(1 << 20)) {
            PipedOutputStream end = new PipedOutputStream(pipe);
            there = writer.submit(() -> write(size, end));
            Inflater inflater = new Inflater(true);
            try (InflaterInputStream in = new InflaterInputStream(pipe, inflater, 1 << 16)) {
                byte[] buffer = new byte[1 << 16];
                for (int part = in.read(buffer); part >= 0; part = in.read(buffer)) {
                    back.update(buffer, 0, part);
                    read += part;
                }
                System.out.printf(Locale.ROOT, "%d bytes became %d%n", read, inflater.getBytesRead());
            } finally {
                inflater.end();
            }
        } finally {
            writer.shutdown();
        }
        if (read != size || there.get() != back.getValue()) {
            throw new AssertionError(read + " bytes came back of " + size);
        }
    }

    private static long write(long size, PipedOutputStream end) throws IOException {
        Random random = new Random(1);
        CRC32 crc = new CRC32();
        byte[] piece = new byte[PIECE];
        try (end;
                DeflateOutput deflate = new DeflateOutput(end)) {
            long written = 0;
            for (int kind = 0; written < size; kind++) {
                fill(piece, kind % 4, random);
                int length = (int) Math.min(piece.length, size - written);
                crc.update(piece, 0, length);
                deflate.write(piece, 0, length);
                written += length;
            }
            deflate.finish();
        }
        return crc.getValue();
    }

    /** The last kind leaves what the piece before was: a repeat farther away than any window. */
    private static void fill(byte[] piece, int kind, Random random) {
        switch (kind) {
            case 0 -> random.nextBytes(piece);
            case 1 -> {
                int distance = 1 + random.nextInt(40_000);
                for (int i = distance; i < piece.length; i++) {
                    piece[i] = i % 97 == 0 ? (byte) random.nextInt() : piece[i - distance];
                }
            }
            case 2 -> {
                for (int i = 0; i < piece.length; i++) {
                    piece[i] = (byte) (random.nextGaussian() * 20);
                }
            }
            default -> {}
        }
    }
}
