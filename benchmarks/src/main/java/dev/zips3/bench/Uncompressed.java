package dev.zips3.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterOutputStream;

/**
 * Makes a second corpus of a first one: every {@code STEP}th PNG from 20 KB on, with its pixels uncompressed.
 *
 * <pre>
 * Uncompressed DIRECTORY TARGET
 * </pre>
 */
final class Uncompressed {

    private static final int STEP = 12;
    private static final int SMALLEST = 20_000;
    private static final int LARGEST_MADE = 8 << 20;
    private static final int SIGNATURE = 8;
    /** Length, type and CRC of a chunk. */
    private static final int CHUNK = 12;

    private Uncompressed() {}

    public static void main(String[] arguments) throws IOException {
        Corpus corpus = new Corpus(Path.of(arguments[0]));
        List<Path> images = corpus.images().stream()
                .filter(image -> image.toFile().length() >= SMALLEST)
                .toList();
        for (int i = 0; i < images.size(); i += STEP) {
            byte[] png = of(Corpus.read(images.get(i)));
            if (png.length <= LARGEST_MADE) {
                Path folder = Files.createDirectories(Path.of(arguments[1]).resolve(corpus.classOf(images.get(i))));
                Files.write(folder.resolve(i + ".png"), png);
            }
        }
    }

    private static byte[] of(byte[] png) throws IOException {
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        before.write(png, 0, SIGNATURE);
        try (InflaterOutputStream inflater = new InflaterOutputStream(pixels)) {
            int at = SIGNATURE;
            while (at < png.length) {
                int length = ByteBuffer.wrap(png).getInt(at);
                String type = new String(png, at + 4, 4, StandardCharsets.US_ASCII);
                if (type.equals("IDAT")) {
                    inflater.write(png, at + 8, length);
                } else if (!type.equals("IEND") && pixels.size() == 0) {
                    before.write(png, at, CHUNK + length);
                }
                at += CHUNK + length;
            }
        }
        before.writeBytes(chunk("IDAT", stored(pixels.toByteArray())));
        before.writeBytes(chunk("IEND", new byte[0]));
        return before.toByteArray();
    }

    private static byte[] stored(byte[] pixels) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.NO_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(stored, deflater)) {
            out.write(pixels);
        } finally {
            deflater.end();
        }
        return stored.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK + content.length)
                .putInt(content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, 4 + content.length);
        return chunk.putInt((int) crc.getValue()).array();
    }
}
