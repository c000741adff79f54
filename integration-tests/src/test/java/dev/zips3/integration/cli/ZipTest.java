package dev.zips3.integration.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code lab zip}. */
@Timeout(300)
class ZipTest {

    @TempDir
    Path directory;

    private Path zips;

    @BeforeEach
    void chooseDirectoryOfZips() {
        zips = directory.resolve("made/for it");
    }

    @Test
    void savesTheZipOfEachImageUnderItsName() throws Exception {
        List<Path> images = List.of(
                image("blue sky.png", 5000),
                image("a+b.png", 5001),
                image("100%25.png", 5002),
                image("Gr\u00fcn.png", 5003),
                image("\uD83D\uDDBC.png", 5004),
                image("empty.png", 0),
                Files.writeString(directory.resolve("text.png"), "no image at all\n".repeat(500)));

        LabRun run = zip(images.toArray());

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        for (Path image : images) {
            assertZipped(image);
            assertThat(run.row(image.getFileName().toString())).endsWith("ZIPPED");
        }
        assertThat(run.row("blue sky.png")[1]).isEqualTo("5,000");
        assertThat(run.row("empty.png")[3]).isEqualTo("-");
        assertThat(run.row("text.png")[3]).startsWith("0.0");
        assertThat(run.out()).endsWith("7 of 7 images zipped to %s%n".formatted(zips));
        assertThat(run.errLines().stream().filter(line -> !line.startsWith("The template's runtime is ")))
                .startsWith("synthesizing the stack", "starting the lab", "uploading blue sky.png")
                .endsWith("zipping text.png");
        assertThat(zips).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void saysForEachImageWhyItHasNoZip() throws Exception {
        Path image = image("a.png", 100);
        Path otherSuffix = image("b.PNG", 10);
        Path longName = image("x".repeat(248) + ".png", 100);
        Path unsaved = image("c.png", 10);
        Files.createDirectories(zips.resolve("c.png.zip/not empty"));
        Path hostile = image("d\u001b[31m\n.png", 10);
        Path hostileSuffix = image("d\u001b[31m\n.PNG", 10);

        LabRun run = zip("--force", otherSuffix, longName, unsaved, image, hostile, hostileSuffix);

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
        assertThat(run.row("b.PNG")).containsExactly("b.PNG", "10", "-", "-", "-", "NO EVENT");
        assertThat(run.row(longName.getFileName().toString())).endsWith("NOT SENT");
        assertThat(run.row("c.png")).endsWith("NOT SAVED");
        assertThat(run.row("a.png")).endsWith("ZIPPED");
        assertThat(run.out())
                .contains("b.PNG: no notification filter matches images/b.PNG;"
                        + " the trigger is s3:ObjectCreated:* of images/\u2026.png (case counts)")
                .contains(".png: S3: This machine's disk cannot hold the key")
                .contains("c.png: File system: ")
                .contains("d\\u001b[31m\\u000a.PNG: no notification filter matches images/d\\u001b[31m\\u000a.PNG;")
                .endsWith("2 of 6 images zipped to %s%n".formatted(zips))
                .doesNotContain("\u001b");
        assertThat(run.row("d\\u001b[31m\\u000a.png")).endsWith("ZIPPED");
        assertThat(run.err()).contains("uploading d\\u001b[31m\\u000a.png").doesNotContain("\u001b");
        assertZipped(image);
        assertThat(zips.resolve("b.PNG.zip")).doesNotExist();
    }

    @Test
    void passesTheOptionsToTheStack() throws Exception {
        Path image = image("photo.jpeg", 1000);
        Files.createDirectories(zips);
        Files.writeString(zips.resolve("photo.jpeg.zip"), "overwritten");

        LabRun run = zip("--force", "-c", "imageSuffix=.jpeg", "-c", "imagePrefix=in/", "-c", "snapStart=false", image);

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertZipped(image);
    }

    @Test
    void reportsABadOptionOfTheStackInOneLine() throws Exception {
        LabRun run = zip("-c", "timeoutSeconds=901", image("a.png", 1));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errLines()).hasSize(2).last().asString().contains("timeoutSeconds=901", "1 to 900");
        assertThat(run.out()).isEmpty();
    }

    @Test
    @Tag("full")
    void explainsAJvmThatDoesNotStart() throws Exception {
        LabRun run = zip("--jvm-option=-XX:NoSuchOption", image("a.png", 100));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.row("a.png")).endsWith("FAILED");
        assertThat(run.out())
                .contains("a.png: after 3 attempts: Runtime.ExitError: ")
                .contains("The function wrote:", "  Unrecognized VM option 'NoSuchOption'");
        assertThat(run.err()).contains("; attempt 2 in 1000 ms", "; attempt 3 in 2000 ms");
    }

    private LabRun zip(Object... arguments) throws IOException, InterruptedException {
        Object[] all = new Object[arguments.length + 3];
        all[0] = "zip";
        all[1] = "--out";
        all[2] = zips;
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return LabRun.of(directory, all);
    }

    private Path image(String name, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(directory.resolve(name), bytes);
    }

    private void assertZipped(Path image) throws IOException {
        String name = image.getFileName().toString();
        try (ZipFile zip = new ZipFile(zips.resolve(name + ".zip").toFile(), UTF_8)) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly(name);
            assertThat(zip.getInputStream(zip.getEntry(name))).hasBinaryContent(Files.readAllBytes(image));
        }
    }
}
