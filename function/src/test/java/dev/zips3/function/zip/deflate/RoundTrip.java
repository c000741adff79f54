package dev.zips3.function.zip.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Encodes a content, decodes it with the JDK's Inflater, and compares. It also checks the maximum size. */
final class RoundTrip {

    private RoundTrip() {}

    /** Returns the encoded content. */
    static byte[] check(byte[] content, int chunk) throws IOException {
        byte[] deflated = deflate(content, chunk);
        assertThat(inflate(deflated)).isEqualTo(content);
        assertThat((long) deflated.length).isLessThanOrEqualTo(DeflateOutput.maxSize(content.length));
        return deflated;
    }

    static byte[] deflate(byte[] content, int chunk) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflateOutput output = new DeflateOutput(out)) {
            for (int i = 0; i < content.length; i += chunk) {
                output.write(content, i, Math.min(chunk, content.length - i));
            }
            output.finish();
        }
        return out.toByteArray();
    }

    private static byte[] inflate(byte[] deflated) throws IOException {
        Inflater inflater = new Inflater(true);
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated), inflater)) {
            byte[] content = in.readAllBytes();
            assertThat(inflater.getRemaining()).as("bytes after the last block").isZero();
            return content;
        } finally {
            inflater.end();
        }
    }
}
