package dev.zips3.function.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The records of a ZIP with one entry: local file header, data descriptor and central directory, in their normal or
 * ZIP64 form. Numbers in the comments are sections of APPNOTE.TXT 6.3.10.
 *
 * <p>The form is chosen before the content is written, from the maximum size that the compressed content can have. A
 * reader learns from the ZIP64 field of the local file header whether the data descriptor has 64-bit sizes (4.3.9.2).
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT</a>
 */
final class ZipRecords {

    /** The length of a field's ID and length, which stand before its value (4.5.1). */
    private static final int FIELD_HEADER = 4;

    /**
     * The maximum size of all records together, without the two names and the upload: local file header with ZIP64 and
     * time field, data descriptor, central directory header with both fields and the header of the upload field, ZIP64
     * end record, its locator, end record.
     */
    private static final int MAX_FIXED_SIZE = (30 + 20 + 9) + 24 + (46 + 20 + 9 + FIELD_HEADER) + 56 + 20 + 22;

    private static final int DESCRIPTOR_32 = 16;

    /** In a field of 32 bits it is no number: it says that the ZIP64 field has the number (4.4.1.4). */
    private static final long UINT32_MAX = 0xFFFF_FFFFL;

    private static final int UINT16_MAX = 0xFFFF;

    private static final int DEFLATED = 8;
    /** Bit 3: CRC-32 and sizes follow in a data descriptor. Bit 11: the name is in UTF-8 (4.4.4). */
    private static final int FLAGS = 1 << 3 | 1 << 11;

    private static final int VERSION_DEFLATE = 20;
    private static final int VERSION_ZIP64 = 45;
    private static final int MADE_BY_UNIX = 3 << 8;
    private static final int REGULAR_FILE_MODE_644 = 0100644 << 16;

    private static final short ZIP64_FIELD = 0x0001;
    /** Info-ZIP's "extended timestamp" is in seconds since 1970, UTC. The DOS time has no time zone. */
    private static final short TIME_FIELD = 0x5455;

    private static final byte HAS_MODIFICATION_TIME = 1;

    /**
     * "Z3" in the file. The ID is registered by nobody (4.5.2, 4.6.1, and Info-ZIP's {@code extrafld.txt}). A reader
     * skips a field with an ID that it does not know.
     */
    private static final short UPLOAD_FIELD = 0x335A;

    private final byte[] name;
    private final byte[] upload;
    private final long modified;
    private final int dosTime;
    private final boolean zip64;

    /**
     * Prepares the records of one entry.
     *
     * @param name at most 65,535 bytes in UTF-8
     * @param modified modification time, stored in whole seconds; the DOS time is limited to the years 1980 to 2107
     * @param upload a text that no other upload of the image has; empty if there is none
     * @param maxCompressed the maximum size of the compressed content in bytes; the content itself is not larger
     */
    ZipRecords(String name, Instant modified, String upload, long maxCompressed) {
        this.name = name.getBytes(StandardCharsets.UTF_8);
        this.upload = upload.getBytes(StandardCharsets.UTF_8);
        if (this.name.length > UINT16_MAX) {
            throw new IllegalArgumentException(
                    "the entry name has " + this.name.length + " bytes in UTF-8, but the maximum is " + UINT16_MAX);
        }
        this.modified = modified.getEpochSecond();
        this.dosTime = dosTime(modified);
        // The offset of the central directory is the largest number of all records.
        long maxOffset = 30 + this.name.length + timeFieldLength() + maxCompressed + DESCRIPTOR_32;
        this.zip64 = maxOffset >= UINT32_MAX;
    }

    /** Returns the maximum size of all records together, for an entry with this name and upload. */
    static int maxSize(String name, String upload) {
        return MAX_FIXED_SIZE
                + 2 * name.getBytes(StandardCharsets.UTF_8).length
                + upload.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Section 4.3.7. CRC-32 and sizes are 0 here (4.4.4), or all ones if the ZIP64 field holds the sizes (4.4.8). */
    byte[] localFileHeader() {
        ByteBuffer header = buffer(MAX_FIXED_SIZE + name.length)
                .putInt(0x04034b50)
                .putShort((short) versionNeeded())
                .putShort((short) FLAGS)
                .putShort((short) DEFLATED)
                .putInt(dosTime)
                .putInt(0)
                .putInt(zip64 ? (int) UINT32_MAX : 0)
                .putInt(zip64 ? (int) UINT32_MAX : 0)
                .putShort((short) name.length)
                .putShort((short) ((zip64 ? 20 : 0) + timeFieldLength()))
                .put(name);
        if (zip64) {
            header.putShort(ZIP64_FIELD).putShort((short) 16).putLong(0).putLong(0);
        }
        putTimeField(header);
        return toBytes(header);
    }

    /** Section 4.3.9. */
    byte[] dataDescriptor(int crc, long compressed, long uncompressed) {
        ByteBuffer descriptor = buffer(24).putInt(0x08074b50).putInt(crc);
        if (zip64) {
            descriptor.putLong(compressed).putLong(uncompressed);
        } else {
            descriptor.putInt((int) compressed).putInt((int) uncompressed);
        }
        return toBytes(descriptor);
    }

    /**
     * Sections 4.3.12 to 4.3.16: the central directory with its one header, and the end records.
     *
     * @param offset where the central directory starts in the ZIP; the entry starts at 0
     */
    byte[] centralDirectory(int crc, long compressed, long uncompressed, long offset) {
        ByteBuffer directory = buffer(MAX_FIXED_SIZE + name.length + upload.length);
        putCentralDirectoryHeader(directory, crc, compressed, uncompressed);
        int length = directory.position();
        if (zip64) {
            putZip64EndRecords(directory, length, offset);
        }
        directory
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(length)
                .putInt((int) (zip64 ? UINT32_MAX : offset))
                .putShort((short) 0);
        return toBytes(directory);
    }

    private void putCentralDirectoryHeader(ByteBuffer directory, int crc, long compressed, long uncompressed) {
        directory
                .putInt(0x02014b50)
                .putShort((short) (MADE_BY_UNIX | versionNeeded()))
                .putShort((short) versionNeeded())
                .putShort((short) FLAGS)
                .putShort((short) DEFLATED)
                .putInt(dosTime)
                .putInt(crc)
                .putInt((int) (zip64 ? UINT32_MAX : compressed))
                .putInt((int) (zip64 ? UINT32_MAX : uncompressed))
                .putShort((short) name.length)
                .putShort((short) ((zip64 ? 20 : 0) + timeFieldLength() + uploadFieldLength()))
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(REGULAR_FILE_MODE_644)
                .putInt(0)
                .put(name);
        if (zip64) {
            directory
                    .putShort(ZIP64_FIELD)
                    .putShort((short) 16)
                    .putLong(uncompressed)
                    .putLong(compressed);
        }
        putTimeField(directory);
        putUploadField(directory);
    }

    /** The ZIP64 end of central directory record (4.3.14) and its locator (4.3.15). */
    private static void putZip64EndRecords(ByteBuffer directory, int length, long offset) {
        directory
                .putInt(0x06064b50)
                .putLong(56 - 12)
                .putShort((short) (MADE_BY_UNIX | VERSION_ZIP64))
                .putShort((short) VERSION_ZIP64)
                .putInt(0)
                .putInt(0)
                .putLong(1)
                .putLong(1)
                .putLong(length)
                .putLong(offset)
                .putInt(0x07064b50)
                .putInt(0)
                .putLong(offset + length)
                .putInt(1);
    }

    private int versionNeeded() {
        return zip64 ? VERSION_ZIP64 : VERSION_DEFLATE;
    }

    /** The field holds a signed 32-bit number of seconds. A time outside its range is only in the DOS time. */
    private int timeFieldLength() {
        return modified == (int) modified ? 9 : 0;
    }

    private void putTimeField(ByteBuffer header) {
        if (timeFieldLength() > 0) {
            header.putShort(TIME_FIELD)
                    .putShort((short) 5)
                    .put(HAS_MODIFICATION_TIME)
                    .putInt((int) modified);
        }
    }

    /**
     * The field is only in the central directory header, which ends up in the last bytes of the ZIP. The ZIPs of two
     * uploads of the same bytes differ by it, and so do their ETags. Without it a conditional write could not tell one
     * ZIP from the other.
     */
    private void putUploadField(ByteBuffer header) {
        if (upload.length > 0) {
            header.putShort(UPLOAD_FIELD).putShort((short) upload.length).put(upload);
        }
    }

    private int uploadFieldLength() {
        return upload.length > 0 ? FIELD_HEADER + upload.length : 0;
    }

    /**
     * Packs a time into MS-DOS format: units of two seconds, years 1980 to 2107 (4.4.6). The format has no time zone.
     * With UTC the ZIP is the same on every machine.
     */
    private static int dosTime(Instant instant) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        if (time.getYear() < 1980) {
            return 1 << 21 | 1 << 16;
        }
        if (time.getYear() > 2107) {
            return 127 << 25 | 12 << 21 | 31 << 16 | 23 << 11 | 59 << 5 | 29;
        }
        return (time.getYear() - 1980) << 25
                | time.getMonthValue() << 21
                | time.getDayOfMonth() << 16
                | time.getHour() << 11
                | time.getMinute() << 5
                | time.getSecond() / 2;
    }

    private static ByteBuffer buffer(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] toBytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }
}
