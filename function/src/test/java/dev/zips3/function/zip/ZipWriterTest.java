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
import org.junit.jupiter.params.provider.ValueSource;

public final class ZipWriterTest {

    private static final Instant MODIFIED = Instant.parse("2026-07-08T09:10:11Z");

    public static byte[] zip(String name, Instant modified, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipWriter entry = new ZipWriter(out, name, modified, content.length)) {
            entry.write(content);
            assertThat(entry.finish()).isEqualTo(out.size());
        }
        assertThat((long) out.size()).isLessThanOrEqualTo(ZipWriter.maxSize(name, content.length));
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65535, 65536, 300_000})
    void isReadAsAFileAndAsAStream(int length, @TempDir Path directory) throws IOException {
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
    void dependsOnNothingButContentNameAndTime() throws IOException {
        byte[] content = Content.text(70_000);
        assertThat(zip("a.png", MODIFIED, content)).isEqualTo(zip("a.png", MODIFIED, content));
        assertThat(zip("a.png", MODIFIED, content)).isNotEqualTo(zip("b.png", MODIFIED, content));
        assertThat(zip("a.png", MODIFIED, content)).isNotEqualTo(zip("a.png", MODIFIED.plusSeconds(1), content));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1969-01-01T00:00:00Z", "1980-01-01T00:00:00Z", "2038-02-01T00:00:00Z", "2200-01-01T00:00:00Z"})
    void bearsTimesThatTheFormatDoesNot(Instant modified) throws IOException {
        byte[] zip = zip("a.png", modified, new byte[3]);
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            assertThat(in.getNextEntry().getName()).isEqualTo("a.png");
            assertThat(in.readAllBytes()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 11})
    void failsIfTheContentIsNotAsLongAsAnnounced(int length) throws IOException {
        try (ZipWriter entry = new ZipWriter(new ByteArrayOutputStream(), "a.png", MODIFIED, 10)) {
            entry.write(new byte[length]);
            assertThatExceptionOfType(EOFException.class)
                    .isThrownBy(entry::finish)
                    .withMessage("read " + length + " bytes of 10");
        }
    }

    @Test
    void takesSingleBytes() throws IOException {
        byte[] content = Content.text(1000);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipWriter entry = new ZipWriter(out, "a.png", MODIFIED, content.length)) {
            for (byte b : content) {
                entry.write(b);
            }
            entry.finish();
        }
        assertThat(out.toByteArray()).isEqualTo(zip("a.png", MODIFIED, content));
    }

    /** What does not shrink has the most bytes, but for the records of ZIP64. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 70_000})
    void knowsHowLargeAZipCanBecome(int length) throws IOException {
        int zip64 = 20 + 8 + 28 + 56 + 20;
        assertThat(ZipWriter.maxSize("ü.png", length))
                .isEqualTo(zip("ü.png", MODIFIED, Content.noise(length)).length + zip64);
    }
}
