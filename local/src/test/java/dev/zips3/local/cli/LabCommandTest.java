package dev.zips3.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line says before it starts a lab. */
class LabCommandTest {

    @TempDir
    Path directory;

    @Test
    void refusesAMissingFile() {
        Path missing = directory.resolve("missing.png");

        assertRefused(run("zip", missing), missing + " does not exist");
    }

    @Test
    void refusesADirectory() {
        assertRefused(
                run("zip", directory),
                directory + " is not a file: name the images themselves, for example " + directory + "/*.png");
    }

    @Test
    void refusesTwoFilesWithTheSameName() throws Exception {
        Path one = image("a.png");
        Path two = Files.createDirectory(directory.resolve("other")).resolve("a.png");
        Files.copy(one, two);

        assertRefused(
                run("zip", "--out", directory, one, two),
                one + " and " + two
                        + " have the same name and would overwrite each other in the bucket: zip them one at a time");
    }

    @Test
    void refusesAFileAsDirectoryForZips() throws Exception {
        Path image = image("a.png");

        assertRefused(run("zip", "--out", image, image), image + " is not a directory (use --out for another)");
    }

    @Test
    void overwritesAnExistingZipOnlyWithForce() throws Exception {
        Path image = image("a.png");
        Path zip = Files.writeString(directory.resolve("a.png.zip"), "precious");

        assertRefused(
                run("zip", "--out", directory, image),
                zip + " already exists (use --force, or --out for another directory)");
        assertThat(zip).hasContent("precious");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void refusesAPortOutOfRange(int port) {
        Run run = run("up", "--port", port);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip()).isEqualTo("--port is " + port + "; allowed: 0 to 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "zip -c novalue a.png", "zip --runtime=aws a.png", "up --port x", "deploy"})
    void explainsTheUsageWhenItCannotParse(String line) {
        Run run = run((Object[]) line.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Usage: lab").doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "zip --help", "up --help", "--version"})
    void printsHelpThatFitsATerminal(String line) {
        Run run = run((Object[]) line.split(" "));

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void hasTheVersionOfTheProject() {
        assertThat(run("--version").out().strip()).isEqualTo("ZipS3Images " + System.getProperty("zips3.version"));
    }

    private Path image(String name) throws IOException {
        return Files.write(directory.resolve(name), new byte[1]);
    }

    private static void assertRefused(Run run, String message) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip()).isEqualTo(message);
        assertThat(run.out()).isEmpty();
    }

    private record Run(int exitCode, String out, String err) {}

    private static Run run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int exitCode = LabCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new Run(exitCode, out.toString(), err.toString());
    }
}
