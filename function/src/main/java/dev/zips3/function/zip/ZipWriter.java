package dev.zips3.function.zip;

import dev.zips3.function.zip.deflate.DeflateOutput;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.zip.CRC32;

/**
 * Writes a ZIP with one entry to a stream. The same content, name, time and upload always give the same bytes; another
 * upload always gives other bytes.
 *
 * <p>The compression method is always 8 (deflated), even if the content does not get smaller. With method 0 (stored)
 * the CRC-32 must stand before the content: if it follows in a data descriptor, a reader of a stream cannot find the
 * end of the entry.
 */
public final class ZipWriter extends OutputStream {

    private final CountingStream out;
    private final DeflateOutput deflate;
    private final ZipRecords records;
    private final CRC32 crc = new CRC32();
    private final long size;
    private final long contentStart;
    private long received;

    /**
     * Writes the local file header.
     *
     * @param out receives the ZIP; it is not closed
     * @param name name of the entry, at most 65,535 bytes in UTF-8
     * @param modified modification time of the entry, stored in whole seconds
     * @param upload a text of at most 128 characters that no other upload of the content has; it is stored in a field
     *     that readers skip. Empty if there is none
     * @param size size of the content in bytes; {@link #finish} checks it
     * @throws IllegalArgumentException if the name is too long
     */
    public ZipWriter(OutputStream out, String name, Instant modified, String upload, long size) throws IOException {
        this.out = new CountingStream(out);
        this.records = new ZipRecords(name, modified, upload, DeflateOutput.maxSize(size));
        this.size = size;
        this.out.write(records.localFileHeader());
        this.contentStart = this.out.count;
        this.deflate = new DeflateOutput(this.out);
    }

    /**
     * Returns the maximum size of a ZIP, in bytes, for an entry with this name and upload, and this size of content.
     */
    public static long maxSize(String name, String upload, long size) {
        return DeflateOutput.maxSize(size) + ZipRecords.maxSize(name, upload);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        crc.update(bytes, offset, length);
        received += length;
        deflate.write(bytes, offset, length);
    }

    /**
     * Writes the records after the content, which complete the ZIP.
     *
     * @return the size of the ZIP in bytes
     * @throws EOFException if the content is shorter or longer than the size given to the constructor
     */
    public long finish() throws IOException {
        if (received != size) {
            throw new EOFException("expected " + size + " bytes but received " + received);
        }
        deflate.finish();
        long compressed = out.count - contentStart;
        int crc32 = (int) crc.getValue();
        out.write(records.dataDescriptor(crc32, compressed, size));
        out.write(records.centralDirectory(crc32, compressed, size, out.count));
        return out.count;
    }

    /** Frees the encoder's memory. Without {@link #finish} before it, the ZIP is incomplete. */
    @Override
    public void close() {
        deflate.close();
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
