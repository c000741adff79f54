package dev.zips3.function.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.zips3.function.Content;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public final class ZipWriterTest {

    private static final Instant MODIFIED = Instant.parse("2026-07-08T09:10:11Z");
    private static final String UPLOAD = "0055AED6DCD90281E5";

    private static byte[] zip(String name, Instant modified, byte[] content) throws IOException {
        return zip(name, modified, UPLOAD, content);
    }

    public static byte[] zip(String name, Instant modified, String upload, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipWriter writer = new ZipWriter(out, name, modified, upload, content.length)) {
            writer.write(content);
            assertThat(writer.finish()).isEqualTo(out.size());
        }
        assertThat((long) out.size()).isLessThanOrEqualTo(ZipWriter.maxSize(name, upload, content.length));
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65535, 65536, 300_000})
    void writesZipThatFileAndStreamReadersAccept(int length, @TempDir Path directory) throws IOException {
        byte[] content = Content.mixture(length);
        byte[] zip = zip("ü 😀.png", MODIFIED, content);

        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            assertThat(in.getNextEntry().getName()).isEqualTo("ü 😀.png");
            assertThat(in.readAllBytes()).isEqualTo(content);
            in.closeEntry();
            assertThat(in.getNextEntry()).isNull();
        }
        Path file = Files.write(directory.resolve("x.zip"), zip);
        try (ZipFile read = new ZipFile(file.toFile())) {
            ZipEntry entry = read.getEntry("ü 😀.png");
            assertThat(read.size()).isEqualTo(1);
            assertThat(entry.getSize()).isEqualTo(length);
            assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(MODIFIED);
            try (InputStream in = read.getInputStream(entry)) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
        }
    }

    @Test
    void writesSameBytesForSameContentNameTimeAndUpload() throws IOException {
        byte[] content = Content.text(70_000);
        assertThat(zip("a.png", MODIFIED, content)).isEqualTo(zip("a.png", MODIFIED, content));
        assertThat(zip("a.png", MODIFIED, content)).isNotEqualTo(zip("b.png", MODIFIED, content));
        assertThat(zip("a.png", MODIFIED, content)).isNotEqualTo(zip("a.png", MODIFIED.plusSeconds(1), content));
        assertThat(zip("a.png", MODIFIED, "01", content)).isNotEqualTo(zip("a.png", MODIFIED, "02", content));
        assertThat(zip("a.png", MODIFIED, "01", content)).isNotEqualTo(zip("a.png", MODIFIED, "", content));
    }

    /** A stored upload may have 128 characters, and the JDK checks the fields of the central directory. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 128})
    void writesUploadsThatReadersSkip(int length, @TempDir Path directory) throws IOException {
        byte[] content = Content.text(100);
        Path file = Files.write(directory.resolve("x.zip"), zip("a.png", MODIFIED, "F".repeat(length), content));
        try (ZipFile read = new ZipFile(file.toFile());
                InputStream in = read.getInputStream(read.getEntry("a.png"))) {
            assertThat(read.getEntry("a.png").getLastModifiedTime().toInstant()).isEqualTo(MODIFIED);
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1969-01-01T00:00:00Z", "1980-01-01T00:00:00Z", "2038-02-01T00:00:00Z", "2200-01-01T00:00:00Z"})
    void acceptsTimesThatTheFormatCannotStore(Instant modified) throws IOException {
        byte[] zip = zip("a.png", modified, new byte[3]);
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            assertThat(in.getNextEntry().getName()).isEqualTo("a.png");
            assertThat(in.readAllBytes()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 11})
    void rejectsContentOfAnotherSizeThanAnnounced(int length) throws IOException {
        try (ZipWriter writer = new ZipWriter(new ByteArrayOutputStream(), "a.png", MODIFIED, UPLOAD, 10)) {
            writer.write(new byte[length]);
            assertThatExceptionOfType(EOFException.class)
                    .isThrownBy(writer::finish)
                    .withMessage("expected 10 bytes but received " + length);
        }
    }

    @Test
    void acceptsSingleBytes() throws IOException {
        byte[] content = Content.text(1000);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipWriter writer = new ZipWriter(out, "a.png", MODIFIED, UPLOAD, content.length)) {
            for (byte b : content) {
                writer.write(b);
            }
            writer.finish();
        }
        assertThat(out.toByteArray()).isEqualTo(zip("a.png", MODIFIED, content));
    }

    /** Noise does not shrink, so its ZIP has the maximum size, except for the records and fields of ZIP64. */
    @ParameterizedTest
    @CsvSource({"0, ''", "1, ''", "1, 01", "70000, 0055AED6DCD90281E5"})
    void computesMaximumSize(int length, String upload) throws IOException {
        int zip64 = 20 + 8 + 20 + 56 + 20;
        int emptyField = upload.isEmpty() ? 4 : 0;
        assertThat(ZipWriter.maxSize("ü.png", upload, length))
                .isEqualTo(zip("ü.png", MODIFIED, upload, Content.noise(length)).length + zip64 + emptyField);
    }

    /**
     * Content becomes longer when its blocks are stored: by five bytes for each 65,535. Header and data descriptor are
     * 60 bytes, so from 4,294,639,575 bytes on the central directory may begin at 0xFFFFFFFF.
     */
    @ParameterizedTest
    @CsvSource({"4294639574, 20", "4294639575, 45", "4294639630, 45", "4294967295, 45"})
    void choosesZip64IfTheOffsetOfTheCentralDirectoryMayNeedIt(long size, int version) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ZipWriter(out, "a.png", MODIFIED, UPLOAD, size).close();
        // The local file header is written before the content. Version 4.5 is needed for ZIP64 (4.4.3.2).
        assertThat(out.toByteArray()[4]).isEqualTo((byte) version);
    }
}
