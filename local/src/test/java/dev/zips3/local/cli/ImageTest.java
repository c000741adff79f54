package dev.zips3.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that go in, the ZIPs that come out, and the table of both. */
class ImageTest {

    @TempDir
    Path directory;

    @Test
    void refusesAFileThatCannotBeRead() throws Exception {
        Path secret = Files.createFile(directory.resolve("secret.png"));

        assertThatThrownBy(() -> Image.of(List.of(secret), path -> false))
                .isInstanceOf(UsageException.class)
                .hasMessage(secret + " cannot be read: change its permissions");
    }

    @Test
    void takesTheNameOfTheFile() throws Exception {
        Path file = Files.writeString(directory.resolve("a b.png"), "1234");

        assertThat(Image.of(List.of(file))).containsExactly(new Image(file, "a b.png", 4));
    }

    @Test
    void leavesNothingOfABrokenDownload() throws Exception {
        Downloads downloads = new Downloads(directory.resolve("out"), false);
        Image image = new Image(directory.resolve("a.png"), "a.png", 1);
        InputStream broken = Files.newInputStream(Files.createFile(directory.resolve("closed")));
        broken.close();

        assertThatThrownBy(() -> downloads.save(image, broken)).isInstanceOf(IOException.class);

        assertThat(directory.resolve("out")).isEmptyDirectory();
    }

    @Test
    void keepsAZipThatAppearsMeanwhile() throws Exception {
        Downloads downloads = new Downloads(directory, false);
        Image image = new Image(directory.resolve("a.png"), "a.png", 1);
        Files.writeString(downloads.file(image), "precious");

        assertThatThrownBy(() -> downloads.save(image, new ByteArrayInputStream(new byte[1])))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--force");

        assertThat(directory).isDirectoryContaining("glob:**/a.png.zip").isDirectoryNotContaining("glob:**.part");
        assertThat(downloads.file(image)).hasContent("precious");
    }

    @Test
    void alignsTheTable() {
        Image large = new Image(Path.of("g"), "Grün \uD83D\uDDBC.png", 1_234_567);
        Image empty = new Image(Path.of("e"), "e.png", 0);

        assertThat(ZipResult.table(List.of(
                        new ZipResult(large, 1_000_000, 1_042, "ZIPPED", ""),
                        new ZipResult(empty, 155, 3, "UP_TO_DATE", ""),
                        ZipResult.failed(empty, "FAILED", "why"))))
                .containsExactly(
                        "FILE              BYTES IN        BYTES OUT   RATIO        MS  OUTCOME",
                        "Grün \uD83D\uDDBC.png       1,234,567        1,000,000  0.8100     1,042  ZIPPED",
                        "e.png                    0              155       -         3  UP_TO_DATE",
                        "e.png                    0                -       -         -  FAILED");
    }

    @Test
    void alignsTheTableWithAnEscapedName() {
        Image hostile = new Image(Path.of("h"), "a\u001b[31m\nb.png", 1);

        assertThat(ZipResult.table(List.of(ZipResult.failed(hostile, "FAILED", "why"))))
                .containsExactly(
                        "FILE                          BYTES IN        BYTES OUT   RATIO        MS  OUTCOME",
                        "a\\u001b[31m\\u000ab.png               1                -       -         -  FAILED");
    }
}
