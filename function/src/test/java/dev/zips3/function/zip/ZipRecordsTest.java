package dev.zips3.function.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zips3.function.Content;
import dev.zips3.function.zip.deflate.DeflateOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks each field as APPNOTE.TXT lists it in 4.3 and 4.4, because many readers tolerate wrong fields. */
final class ZipRecordsTest {

    private static final Instant MODIFIED = Instant.parse("2026-07-08T09:10:11Z");
    private static final String NAME = "ü.png";
    private static final byte[] NAME_BYTES = NAME.getBytes(StandardCharsets.UTF_8);
    private static final long UINT32_MAX = 0xFFFF_FFFFL;

    private static final String UPLOAD = "0055AED6DCD90281E5";

    private static final ZipRecords SMALL = new ZipRecords(NAME, MODIFIED, UPLOAD, 2);
    private static final ZipRecords LARGE = new ZipRecords(NAME, MODIFIED, UPLOAD, UINT32_MAX);

    /** Reads one field after the other, and compares each with its expected value. */
    private static final class Fields {
        private final ByteBuffer bytes;

        Fields(byte[] bytes) {
            this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }

        Fields two(String field, int expected) {
            assertThat(bytes.getShort() & 0xFFFF).as(field).isEqualTo(expected);
            return this;
        }

        Fields four(String field, long expected) {
            assertThat(bytes.getInt() & 0xFFFF_FFFFL).as(field).isEqualTo(expected);
            return this;
        }

        Fields eight(String field, long expected) {
            assertThat(bytes.getLong()).as(field).isEqualTo(expected);
            return this;
        }

        Fields name() {
            byte[] name = new byte[NAME_BYTES.length];
            bytes.get(name);
            assertThat(name).isEqualTo(NAME_BYTES);
            return this;
        }

        /** Info-ZIP's extended timestamp: the first of its five bytes announces the modification time. */
        Fields time() {
            two("time field", 0x5455).two("its length", 5);
            assertThat(bytes.get()).isEqualTo((byte) 1);
            return four("modified", MODIFIED.getEpochSecond());
        }

        /** A private field: its ID is registered by nobody. */
        Fields upload() {
            two("upload field", 0x335A).two("its length", UPLOAD.length());
            byte[] upload = new byte[UPLOAD.length()];
            bytes.get(upload);
            assertThat(upload).isEqualTo(UPLOAD.getBytes(StandardCharsets.US_ASCII));
            return this;
        }

        void end() {
            assertThat(bytes.hasRemaining()).isFalse();
        }
    }

    /** The DOS time of {@link #MODIFIED}. Its unit is two seconds, so 09:10:11 becomes 09:10:10. */
    private static final int TIME = 9 << 11 | 10 << 5 | 5;

    private static final int DATE = (2026 - 1980) << 9 | 7 << 5 | 8;

    private static Fields localFileHeader(byte[] bytes, int version, long sizes, int extra) {
        return new Fields(bytes)
                .four("signature", 0x04034b50)
                .two("version needed", version)
                .two("flags: data descriptor, UTF-8", 0x0808)
                .two("method", 8)
                .two("time", TIME)
                .two("date", DATE)
                .four("CRC-32", 0)
                .four("compressed size", sizes)
                .four("size", sizes)
                .two("name length", NAME_BYTES.length)
                .two("extra length", extra)
                .name();
    }

    @Test
    void writesLocalFileHeader() {
        localFileHeader(SMALL.localFileHeader(), 20, 0, 9).time().end();
        localFileHeader(LARGE.localFileHeader(), 45, UINT32_MAX, 29)
                .two("ZIP64 field", 1)
                .two("its length", 16)
                .eight("size", 0)
                .eight("compressed size", 0)
                .time()
                .end();
    }

    @Test
    void writesDataDescriptor() {
        new Fields(SMALL.dataDescriptor(0xCAFEBABE, 2, 3))
                .four("signature", 0x08074b50)
                .four("CRC-32", 0xCAFEBABEL)
                .four("compressed size", 2)
                .four("size", 3)
                .end();
        new Fields(LARGE.dataDescriptor(0xCAFEBABE, 1L << 33, 1L << 34))
                .four("signature", 0x08074b50)
                .four("CRC-32", 0xCAFEBABEL)
                .eight("compressed size", 1L << 33)
                .eight("size", 1L << 34)
                .end();
    }

    private static Fields directory(byte[] bytes, int version, long compressed, long size, int extra) {
        return new Fields(bytes)
                .four("signature", 0x02014b50)
                .two("made by Unix, version", 3 << 8 | version)
                .two("version needed", version)
                .two("flags", 0x0808)
                .two("method", 8)
                .two("time", TIME)
                .two("date", DATE)
                .four("CRC-32", 0xCAFEBABEL)
                .four("compressed size", compressed)
                .four("size", size)
                .two("name length", NAME_BYTES.length)
                .two("extra length", extra)
                .two("comment length", 0)
                .two("disk", 0)
                .two("internal attributes", 0)
                .four("external attributes: a regular file, rw-r--r--", 0100644L << 16)
                .four("offset of the local header", 0)
                .name();
    }

    private static void end(Fields fields, int length, long offset) {
        fields.four("signature", 0x06054b50)
                .two("disk", 0)
                .two("disk of the directory", 0)
                .two("entries on this disk", 1)
                .two("entries", 1)
                .four("length of the directory", length)
                .four("offset of the directory", offset)
                .two("comment length", 0)
                .end();
    }

    @Test
    void writesCentralDirectory() {
        Fields fields = directory(SMALL.centralDirectory(0xCAFEBABE, 2, 3, 77), 20, 2, 3, 9 + 22);
        end(fields.time().upload(), 46 + 6 + 9 + 22, 77);
    }

    @Test
    void leavesTheUploadFieldOutIfThereIsNone() {
        ZipRecords records = new ZipRecords(NAME, MODIFIED, "", 2);
        Fields fields = directory(records.centralDirectory(0xCAFEBABE, 2, 3, 77), 20, 2, 3, 9);
        end(fields.time(), 46 + 6 + 9, 77);
    }

    @Test
    void writesZip64CentralDirectory() {
        int length = 46 + 6 + 20 + 9 + 22;
        byte[] bytes = LARGE.centralDirectory(0xCAFEBABE, 1L << 33, 1L << 34, 1L << 35);
        Fields fields = directory(bytes, 45, UINT32_MAX, UINT32_MAX, 29 + 22)
                .two("ZIP64 field", 1)
                .two("its length", 16)
                .eight("size", 1L << 34)
                .eight("compressed size", 1L << 33)
                .time()
                .upload()
                .four("signature", 0x06064b50)
                .eight("length of what follows", 44)
                .two("made by Unix, version", 3 << 8 | 45)
                .two("version needed", 45)
                .four("disk", 0)
                .four("disk of the directory", 0)
                .eight("entries on this disk", 1)
                .eight("entries", 1)
                .eight("length of the directory", length)
                .eight("offset of the directory", 1L << 35)
                .four("signature", 0x07064b50)
                .four("disk of the record", 0)
                .eight("offset of the record", (1L << 35) + length)
                .four("disks", 1);
        end(fields, length, UINT32_MAX);
    }

    /**
     * Outside 1980 to 2107 the DOS time is the first or last possible one. The time field is left out beyond 32 bits.
     */
    @ParameterizedTest
    @CsvSource({
        "1979-12-31T23:59:59Z, 1980-01-01, 0, 0, 0, 9",
        "1980-01-01T00:00:00Z, 1980-01-01, 0, 0, 0, 9",
        "1980-01-02T00:00:02Z, 1980-01-02, 0, 0, 1, 9",
        "2038-01-19T03:14:07Z, 2038-01-19, 3, 14, 3, 9",
        "2038-01-19T03:14:08Z, 2038-01-19, 3, 14, 4, 0",
        "2107-12-30T23:59:59Z, 2107-12-30, 23, 59, 29, 0",
        "2108-01-01T00:00:00Z, 2107-12-31, 23, 59, 29, 0",
        "1901-12-13T20:45:51Z, 1980-01-01, 0, 0, 0, 0",
        "1901-12-13T20:45:52Z, 1980-01-01, 0, 0, 0, 9",
    })
    void limitsTimesToTheRangeOfEachField(Instant modified, LocalDate date, int hour, int minute, int unit, int extra) {
        byte[] header = new ZipRecords(NAME, modified, UPLOAD, 0).localFileHeader();
        ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        assertThat((int) fields.getShort(10)).isEqualTo((short) (hour << 11 | minute << 5 | unit));
        assertThat((int) fields.getShort(12))
                .isEqualTo((short) ((date.getYear() - 1980) << 9 | date.getMonthValue() << 5 | date.getDayOfMonth()));
        assertThat((int) fields.getShort(28)).isEqualTo(extra);
        assertThat(header).hasSize(30 + NAME_BYTES.length + extra);
    }

    @Test
    void rejectsNameLongerThanTheFormatAllows() {
        assertThat(new ZipRecords("n".repeat(65_535), MODIFIED, UPLOAD, 0).localFileHeader())
                .hasSize(30 + 65_535 + 9);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ZipRecords("ü".repeat(32_768), MODIFIED, UPLOAD, 0))
                .withMessage("the entry name has 65536 bytes in UTF-8, but the maximum is 65535");
    }

    /**
     * All sizes around the limit, without their content. In the 32-bit form each number is below 0xFFFFFFFF, which
     * itself says that the ZIP64 field has the number (4.4.1.4).
     */
    @ParameterizedTest
    @CsvSource({"5, 4294639575", "1017, 4294638563"})
    void choosesTheFormThatHoldsEveryNumber(int nameLength, long smallestZip64) {
        String name = "n".repeat(nameLength);
        LongStream.rangeClosed(smallestZip64 - 1200, smallestZip64 + 1200).forEach(size -> {
            long compressed = DeflateOutput.maxSize(size);
            ZipRecords records = new ZipRecords(name, MODIFIED, UPLOAD, compressed);
            byte[] header = records.localFileHeader();
            byte[] descriptor = records.dataDescriptor(0, compressed, size);
            long offset = header.length + compressed + descriptor.length;
            ByteBuffer directory = ByteBuffer.wrap(records.centralDirectory(0, compressed, size, offset))
                    .order(ByteOrder.LITTLE_ENDIAN);
            long compressed32 = directory.getInt(20) & UINT32_MAX;
            long size32 = directory.getInt(24) & UINT32_MAX;
            long offset32 = directory.getInt(directory.capacity() - 6) & UINT32_MAX;
            boolean zip64 = size >= smallestZip64;
            assertThat(List.of(descriptor.length, compressed32, size32, offset32))
                    .as("%s bytes", size)
                    .isEqualTo(
                            zip64
                                    ? List.of(24, UINT32_MAX, UINT32_MAX, UINT32_MAX)
                                    : List.of(16, compressed, size, offset));
            assertThat(zip64 || offset < UINT32_MAX).as("%s bytes", size).isTrue();
        });
    }

    @Test
    void computesTheMaximumSizeOfAllRecords() {
        int size = LARGE.localFileHeader().length
                + LARGE.dataDescriptor(0, 0, 0).length
                + LARGE.centralDirectory(0, 0, 0, 0).length;
        assertThat(ZipRecords.maxSize(NAME, UPLOAD)).isEqualTo(size);
    }

    /** The form is chosen before the size is known, so a small entry can have the ZIP64 form. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100_000})
    void writesZip64RecordsThatReadersAcceptForSmallEntries(int size, @TempDir Path directory) throws IOException {
        byte[] content = Content.text(size);
        CRC32 crc = new CRC32();
        crc.update(content);
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, new Deflater(6, true))) {
            out.write(content);
        }
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        zip.writeBytes(LARGE.localFileHeader());
        zip.writeBytes(deflated.toByteArray());
        zip.writeBytes(LARGE.dataDescriptor((int) crc.getValue(), deflated.size(), size));
        zip.writeBytes(LARGE.centralDirectory((int) crc.getValue(), deflated.size(), size, zip.size()));
        Path file = Files.write(directory.resolve("x.zip"), zip.toByteArray());
        try (ZipFile read = new ZipFile(file.toFile());
                InputStream in = read.getInputStream(read.getEntry(NAME))) {
            assertThat(read.getEntry(NAME).getSize()).isEqualTo(size);
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }
}
