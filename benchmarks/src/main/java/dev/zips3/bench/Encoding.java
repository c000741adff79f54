package dev.zips3.bench;

import dev.zips3.function.zip.deflate.DeflateOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The encoder, as an entry of a ZIP uses it. */
final class Encoding {

    private Encoding() {}

    static void encode(byte[] content, OutputStream out) throws IOException {
        try (DeflateOutput deflate = new DeflateOutput(out)) {
            deflate.write(content, 0, content.length);
            deflate.finish();
        }
    }

    /** Fails unless it comes back from the JDK's inflater and its size is within the bound. */
    static byte[] checked(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 64);
        encode(content, out);
        byte[] encoded = out.toByteArray();
        if (encoded.length > DeflateOutput.maxSize(content.length)
                || !Arrays.equals(inflated(encoded, content.length), content)) {
            throw new AssertionError("does not come back: " + content.length + " bytes");
        }
        return encoded;
    }

    private static byte[] inflated(byte[] encoded, int length) {
        Inflater inflater = new Inflater(true);
        try {
            byte[] content = new byte[length];
            inflater.setInput(encoded);
            int read = 0;
            // The end of the last block may be read by the call that has nothing left to give.
            do {
                read += inflater.inflate(content, read, length - read);
            } while (!inflater.finished() && !inflater.needsInput() && read < length);
            inflater.inflate(new byte[1]);
            if (!inflater.finished() || inflater.getRemaining() > 0) {
                throw new AssertionError("no end after " + read + " of " + length + " bytes");
            }
            return content;
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }
}
