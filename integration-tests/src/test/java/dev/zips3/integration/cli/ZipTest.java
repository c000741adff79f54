package dev.zips3.integration.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.local.lambda.host.FunctionJar;
import dev.zips3.local.lambda.host.RuntimeClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lab zip}, as it is typed. */
@Timeout(300)
class ZipTest {

    @TempDir
    Path directory;

    static Stream<RuntimeClient> clients() {
        return FunctionJar.clients();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void everyImageComesBackWholeUnderItsName(RuntimeClient client) throws Exception {
        Path space = image("blue sky.png", 5000);
        Path plus = image("a+b.png", 5001);
        Path percent = image("100%25.png", 5002);
        Path umlaut = image("Grün.png", 5003);
        Path emoji = image("\uD83D\uDDBC.png", 5004);
        Path empty = image("empty.png", 0);
        Path text = Files.writeString(directory.resolve("text.png"), "no image at all\n".repeat(500));
        Path out = directory.resolve("made/for it");

        CommandRun run = CommandRun.of(
                "zip", "--runtime=" + client, "--out", out, space, plus, percent, umlaut, emoji, empty, text);

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        for (Path image : new Path[] {space, plus, percent, umlaut, emoji, empty, text}) {
            assertZipped(out, image);
            assertThat(run.row(image.getFileName().toString())).endsWith("ZIPPED");
        }
        assertThat(run.row("blue sky.png")[1]).isEqualTo("5,000");
        assertThat(run.row("empty.png")[3]).isEqualTo("-");
        assertThat(run.row("text.png")[3]).startsWith("0.0");
        assertThat(run.out()).endsWith("7 of 7 images zipped to %s%n".formatted(out));
        assertThat(run.err().lines())
                .startsWith("synthesizing the stack", "starting the lab", "uploading blue sky.png")
                .endsWith("zipping text.png");
        assertThat(out).isDirectoryNotContaining("glob:**.part");
    }

    /** What S3 would do with an image that matches no filter: keep it, and tell nobody. */
    @Test
    void anImageWithoutAnEventHasNoZip() throws Exception {
        Path lower = image("a.png", 100);
        Path upper = image("b.PNG", 10);

        CommandRun run = CommandRun.of("zip", "--out", directory, upper, lower);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.row("b.PNG")).containsExactly("b.PNG", "10", "-", "-", "-", "NO EVENT");
        assertThat(run.out())
                .contains("b.PNG: the trigger is for s3:ObjectCreated:* of images/….png (case counts)")
                .endsWith("1 of 2 images zipped to %s%n".formatted(directory));
        assertZipped(directory, lower);
        assertThat(directory.resolve("b.PNG.zip")).doesNotExist();
    }

    @Test
    void theStacksOptionsAreTheLabs() throws Exception {
        Path image = image("photo.jpeg", 1000);

        CommandRun run = CommandRun.of(
                "zip",
                "-c",
                "imageSuffix=.jpeg",
                "-c",
                "imagePrefix=in/",
                "-c",
                "snapStart=false",
                "--out",
                directory,
                image);

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertZipped(directory, image);
    }

    @Test
    void anExistingZipIsOverwrittenByForceOnly() throws Exception {
        Path image = image("a.png", 100);
        Path zip = Files.writeString(directory.resolve("a.png.zip"), "precious");

        CommandRun refused = CommandRun.of("zip", "--out", directory, image);

        assertRefused(refused, zip + " is there already: --force overwrites it, --out chooses another directory");
        assertThat(zip).hasContent("precious");

        CommandRun forced = CommandRun.of("zip", "--force", "--out", directory, image);

        assertThat(forced.exitCode()).as(forced.out() + forced.err()).isZero();
        assertZipped(directory, image);
    }

    @Test
    void aJvmThatDoesNotStartIsExplained() throws Exception {
        Path image = image("a.png", 100);

        CommandRun run = CommandRun.of("zip", "--jvm-option=-XX:NoSuchOption", "--out", directory, image);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.row("a.png")).endsWith("FAILED");
        assertThat(run.out())
                .contains("a.png: after 3 tries: Runtime.ExitError: ")
                .contains("The function wrote:", "  Unrecognized VM option 'NoSuchOption'");
        assertThat(run.err()).contains("; try 2 in 1000 ms", "; try 3 in 2000 ms");
    }

    /** The name of the file is a key, and its length a matter of the disk. */
    @Test
    void whatCannotBeUploadedHidesNoOther() throws Exception {
        Path tooLong = image("x".repeat(248) + ".png", 100);
        Path other = image("a.png", 100);

        CommandRun run = CommandRun.of("zip", "--out", directory, tooLong, other);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.row(tooLong.getFileName().toString())).endsWith("NOT SENT");
        assertThat(run.out()).contains(".png: S3: This machine's disk cannot hold the key");
        assertThat(run.row("a.png")).endsWith("ZIPPED");
    }

    @Test
    void aMissingFileIsRefused() {
        Path missing = directory.resolve("missing.png");

        assertRefused(CommandRun.of("zip", missing), missing + ": there is no such file");
    }

    @Test
    void aDirectoryIsRefused() {
        assertRefused(
                CommandRun.of("zip", directory),
                directory + " is not a file: name the images themselves, for example " + directory + "/*.png");
    }

    @Test
    void twoFilesOfOneNameAreRefused() throws Exception {
        Path one = image("a.png", 1);
        Path two = Files.createDirectory(directory.resolve("other")).resolve("a.png");
        Files.copy(one, two);

        assertRefused(
                CommandRun.of("zip", "--out", directory, one, two),
                one + " and " + two
                        + " have one name and would overwrite each other in the bucket: zip them one after the other");
    }

    @Test
    void aFileIsNoPlaceForZips() throws Exception {
        Path image = image("a.png", 1);

        assertRefused(
                CommandRun.of("zip", "--out", image, image), image + " is not a directory: --out chooses another");
    }

    @Test
    void aBadOptionOfTheStackIsRefused() throws Exception {
        Path image = image("a.png", 1);

        CommandRun range = CommandRun.of("zip", "-c", "timeoutSeconds=901", "--out", directory, image);
        CommandRun typo = CommandRun.of("zip", "-c", "memoryMib=512", "--out", directory, image);

        assertThat(range.exitCode()).isEqualTo(2);
        assertThat(range.err()).endsWith("timeoutSeconds=901 is refused. Allowed: 1 to 900 seconds%n".formatted());
        assertThat(typo.exitCode()).isEqualTo(2);
        assertThat(typo.err()).contains("Did you mean memoryMiB?").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "zip -c novalue a.png", "zip --runtime=python a.png", "up --port x", "deploy"})
    void whatCannotBeParsedIsExplainedWithTheUsage(String line) {
        CommandRun run = CommandRun.of((Object[]) line.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Usage: lab").doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void theHelpFitsATerminal() {
        for (String line : new String[] {"--help", "zip --help", "up --help", "--version"}) {
            CommandRun run = CommandRun.of((Object[]) line.split(" "));

            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).isEmpty();
            assertThat(run.out().lines())
                    .isNotEmpty()
                    .allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(80));
        }
    }

    @Test
    void theVersionIsTheProjects() {
        assertThat(CommandRun.of("--version").out().strip())
                .isEqualTo("ZipS3Images " + System.getProperty("zips3.version"));
    }

    private Path image(String name, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(directory.resolve(name), bytes);
    }

    private static void assertRefused(CommandRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip()).isEqualTo(message);
        assertThat(run.out()).isEmpty();
    }

    static void assertZipped(Path out, Path image) throws IOException {
        String name = image.getFileName().toString();
        try (ZipFile zip = new ZipFile(out.resolve(name + ".zip").toFile(), UTF_8)) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly(name);
            assertThat(zip.getInputStream(zip.getEntry(name))).hasBinaryContent(Files.readAllBytes(image));
        }
    }
}
