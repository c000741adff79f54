package dev.zips3.function.zip;

import dev.zips3.function.zip.deflate.DeflateOutput;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32;

/**
 * A ZIP of one entry, written while it is read. Its bytes are a function of content, name and time alone.
 *
 * <p>The method is 8 (deflated) throughout, also where nothing is gained: a reader of streams could not tell where an
 * entry of method 0 (stored) with a data descriptor ends.
 */
public final class ZipWriter extends OutputStream {

    private final CountingStream out;
    private final DeflateOutput deflater;
    private final ZipRecords records;
    private final CRC32 crc = new CRC32();
    private final long size;
    private final long start;
    private long read;

    /**
     * Writes the local file header.
     *
     * @param out stays open
     * @param name of the entry, at most 65,535 bytes in UTF-8
     * @param modified kept to the second
     * @param size of the content in bytes; {@link #finish} fails if it comes out otherwise
     */
    public ZipWriter(OutputStream out, String name, Instant modified, long size) throws IOException {
        this.out = new CountingStream(out);
        this.records = new ZipRecords(name, modified, DeflateOutput.maxSize(size));
        this.size = size;
        this.out.write(records.localFileHeader());
        this.start = this.out.count;
        this.deflater = new DeflateOutput(this.out);
    }

    /** The most bytes that the ZIP of a content can have. */
    public static long maxSize(String name, long size) {
        return DeflateOutput.maxSize(size) + ZipRecords.MAX_SIZE + 2L * name.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        crc.update(bytes, offset, length);
        read += length;
        deflater.write(bytes, offset, length);
    }

    /**
     * Writes what follows the content: after it the ZIP is whole.
     *
     * @return the bytes of the ZIP
     * @throws EOFException if the content was shorter or longer than announced
     */
    public long finish() throws IOException {
        if (read != size) {
            throw new EOFException("read " + read + " bytes of " + size);
        }
        deflater.finish();
        long compressed = out.count - start;
        int crc32 = (int) crc.getValue();
        out.write(records.dataDescriptor(crc32, compressed, size));
        out.write(records.centralDirectory(crc32, compressed, size, out.count));
        return out.count;
    }

    /** Frees the deflater; without {@link #finish} what was written is not a ZIP. */
    @Override
    public void close() {
        deflater.close();
    }

    private static final class CountingStream extends FilterOutputStream {
        private long count;

        CountingStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
