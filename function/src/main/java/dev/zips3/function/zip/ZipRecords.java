package dev.zips3.function.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * What stands around the one entry of a ZIP: local file header, data descriptor, central directory, and their ZIP64
 * forms. Numbers in the comments are sections of APPNOTE.TXT 6.3.10.
 *
 * <p>Whether the data descriptor has 64-bit sizes is decided by what the entry could become, before it is known what it
 * becomes: a reader learns it from the ZIP64 field of the local header (4.3.9.2).
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT</a>
 */
final class ZipRecords {

    /** The most bytes that all records of a ZIP take together, the name apart. */
    static final int MAX_SIZE = 30 + 20 + 9 + 24 + 46 + 28 + 9 + 56 + 20 + 22;

    private static final long UINT32_MAX = 0xFFFF_FFFFL;
    private static final int UINT16_MAX = 0xFFFF;

    private static final int DEFLATED = 8;
    /** Bit 3: sizes and CRC-32 follow in a data descriptor. Bit 11: the name is in UTF-8 (4.4.4). */
    private static final int FLAGS = 1 << 3 | 1 << 11;

    private static final int VERSION_DEFLATE = 20;
    private static final int VERSION_ZIP64 = 45;
    private static final int MADE_ON_UNIX = 3 << 8;
    private static final int REGULAR_FILE_RW_R_R = 0100644 << 16;

    private static final short ZIP64_FIELD = 0x0001;
    /** Info-ZIP's "extended timestamp": seconds since 1970 in UTC, where the DOS time knows no zone. */
    private static final short TIME_FIELD = 0x5455;

    private static final byte TIME_HAS_MODIFIED = 1;

    private final byte[] name;
    private final long modified;
    private final int dosTime;
    private final boolean zip64;

    /**
     * @param name at most 65,535 bytes in UTF-8
     * @param modified kept to the second; outside 1980 to 2107 the DOS time is that of the nearer end
     * @param bound the most bytes that the entry can have on either side of the deflater
     */
    ZipRecords(String name, Instant modified, long bound) {
        this.name = name.getBytes(StandardCharsets.UTF_8);
        if (this.name.length > UINT16_MAX) {
            throw new IllegalArgumentException("entry name of " + this.name.length + " bytes; allowed: up to 65535");
        }
        this.modified = modified.getEpochSecond();
        this.dosTime = dosTime(modified);
        this.zip64 = bound > UINT32_MAX;
    }

    /** 4.3.7 */
    byte[] localFileHeader() {
        ByteBuffer header = buffer(MAX_SIZE + name.length)
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
        return written(header);
    }

    /** 4.3.9 */
    byte[] dataDescriptor(int crc, long compressed, long uncompressed) {
        ByteBuffer descriptor = buffer(24).putInt(0x08074b50).putInt(crc);
        if (zip64) {
            descriptor.putLong(compressed).putLong(uncompressed);
        } else {
            descriptor.putInt((int) compressed).putInt((int) uncompressed);
        }
        return written(descriptor);
    }

    /** 4.3.12 to 4.3.16: the directory of one entry that begins at offset 0, and what closes the file. */
    byte[] centralDirectory(int crc, long compressed, long uncompressed, long offset) {
        ByteBuffer directory = buffer(MAX_SIZE + name.length);
        putDirectoryEntry(directory, crc, compressed, uncompressed);
        int length = directory.position();
        if (zip64) {
            putZip64End(directory, length, offset);
        }
        directory
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(length)
                .putInt((int) (zip64 ? UINT32_MAX : offset))
                .putShort((short) 0);
        return written(directory);
    }

    private void putDirectoryEntry(ByteBuffer directory, int crc, long compressed, long uncompressed) {
        directory
                .putInt(0x02014b50)
                .putShort((short) (MADE_ON_UNIX | versionNeeded()))
                .putShort((short) versionNeeded())
                .putShort((short) FLAGS)
                .putShort((short) DEFLATED)
                .putInt(dosTime)
                .putInt(crc)
                .putInt((int) (zip64 ? UINT32_MAX : compressed))
                .putInt((int) (zip64 ? UINT32_MAX : uncompressed))
                .putShort((short) name.length)
                .putShort((short) ((zip64 ? 20 : 0) + timeFieldLength()))
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(REGULAR_FILE_RW_R_R)
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
    }

    /** The ZIP64 end of central directory (4.3.14) and its locator (4.3.15). */
    private static void putZip64End(ByteBuffer directory, int length, long offset) {
        directory
                .putInt(0x06064b50)
                .putLong(56 - 12)
                .putShort((short) (MADE_ON_UNIX | VERSION_ZIP64))
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

    private int timeFieldLength() {
        return modified == (int) modified ? 9 : 0;
    }

    private void putTimeField(ByteBuffer header) {
        if (timeFieldLength() > 0) {
            header.putShort(TIME_FIELD)
                    .putShort((short) 5)
                    .put(TIME_HAS_MODIFIED)
                    .putInt((int) modified);
        }
    }

    /** Two seconds a unit, the years 1980 to 2107 (4.4.6); taken as UTC, so that the ZIP does not depend on a zone. */
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

    private static byte[] written(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }
}
