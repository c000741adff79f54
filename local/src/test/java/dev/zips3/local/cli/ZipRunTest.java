package dev.zips3.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.local.assembly.Assembly;
import dev.zips3.local.lambda.host.RuntimeClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the command line cannot bring about: other events, parts of a size that a test can afford, vanishing files. */
@Timeout(300)
class ZipRunTest {

    private static final int PART = 5 << 20;

    @TempDir
    static Path directory;

    private static Followed every;
    private static Followed putsOnly;

    @BeforeAll
    static void start() throws IOException {
        Assembly assembly = Assembly.synthesized(Map.of(), directory.resolve("cdk.out"));
        every = new Followed(assembly.deployment(), directory.resolve("every"), RuntimeClient.PORTABLE);
        assembly.with(
                "AWS::S3::Bucket", "/NotificationConfiguration/LambdaConfigurations/0/Event", "s3:ObjectCreated:Put");
        putsOnly = new Followed(assembly.deployment(), directory.resolve("puts"), RuntimeClient.PORTABLE);
    }

    @AfterAll
    static void stop() {
        every.close();
        putsOnly.close();
    }

    @Test
    void anImageInPartsIsZipped() throws Exception {
        Image parts = image("parts.png", PART + 1);

        List<ZipResult> results = every.zipRun(PART, out("parts")).zip(List.of(parts));

        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.outcome()).isEqualTo("ZIPPED");
            assertThat(result.bytesOut()).isEqualTo(Files.size(directory.resolve("parts/parts.png.zip")));
        });
        ZipTest.assertZipped(directory.resolve("parts"), parts.path());
    }

    /** Waiting for an event that never comes would be for ever. */
    @Test
    void anEventThatWillNotComeIsNotWaitedFor() throws Exception {
        Image whole = image("whole.png", PART);
        Image parts = image("in parts.png", PART + 1);

        List<ZipResult> results = putsOnly.zipRun(PART, out("puts")).zip(List.of(parts, whole));

        assertThat(results).extracting(ZipResult::outcome).containsExactly("NO EVENT", "ZIPPED");
        assertThat(results.get(0).reason()).startsWith("the trigger is for s3:ObjectCreated:Put of images/….png");
    }

    @Test
    void aFileThatVanishedHidesNoOther() throws Exception {
        Image vanished = new Image(directory.resolve("vanished.png"), "vanished.png", 7);
        Image other = image("other.png", 10);

        List<ZipResult> results = every.zipRun(PART, out("other")).zip(List.of(vanished, other));

        assertThat(results).extracting(ZipResult::outcome).containsExactly("NOT SENT", "ZIPPED");
        assertThat(results.get(0).reason()).isEqualTo("File system: " + vanished.path() + " (NoSuchFileException)");
    }

    @Test
    void aZipThatCannotBeSavedHidesNoOther() throws Exception {
        Image taken = image("taken.png", 10);
        Image other = image("free.png", 10);
        Downloads downloads = out("saved");
        Files.createDirectories(downloads.of(taken).resolve("a directory"));

        List<ZipResult> results = every.zipRun(PART, downloads).zip(List.of(taken, other));

        assertThat(results).extracting(ZipResult::outcome).containsExactly("NOT SAVED", "ZIPPED");
        assertThat(results.get(0).reason()).contains(downloads.of(taken).toString());
    }

    private static Downloads out(String name) {
        return new Downloads(directory.resolve(name), false);
    }

    private static Image image(String name, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return new Image(Files.write(directory.resolve(name), bytes), name, size);
    }
}
