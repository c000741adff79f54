package dev.zips3.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.local.LabListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

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
    @ValueSource(
            strings = {"zip", "zip -c novalue a.png", "zip --runtime=aws a.png", "up --port x", "deploy", "env --port x"
            })
    void explainsTheUsageWhenItCannotParse(String line) {
        Run run = run((Object[]) line.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Usage: lab").doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "zip --help", "up --help", "env --help", "--version"})
    void printsHelpThatFitsATerminal(String line) {
        Run run = run((Object[]) line.split(" "));

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @CsvSource({
        "--port 1 zip a.png, --port, lab zip",
        "--data d zip a.png, --data, lab zip",
        "-c a=1 env, --context, lab env",
        "--jvm-option=-Xmx1g env, --jvm-option, lab env"
    })
    void refusesAnOptionBeforeACommandThatDoesNotHaveIt(String line, String option, String command) {
        Run run = run((Object[]) line.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith(option + " is not an option of '" + command + "'")
                .contains("Usage: " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port 70000 up", "up --port 70000", "--port 1 up --port 70000", "--port 70000"})
    void takesOptionsBeforeAndBehindTheCommand(String line) {
        Run run = run((Object[]) line.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip()).isEqualTo("--port is 70000; allowed: 0 to 65535");
    }

    /** The app of this project prints its context and fails. */
    @ParameterizedTest
    @ValueSource(strings = {"-c a=1 -c b=2 %s", "%s -c a=1 -c b=2", "-c a=1 -c b=1 %s -c b=2"})
    void passesOptionsBeforeAndBehindTheCommandToTheStack(String line) throws Exception {
        Files.writeString(
                directory.resolve("cdk.json"),
                "{\"app\": \"echo $CDK_CONTEXT_JSON; exit 1\", \"context\": {\"a\": 0, \"c\": 3}}");
        Path image = image("a.png");
        String root = System.setProperty("zips3.root", directory.toString());
        try {
            for (String command : List.of("up --port 0", "zip " + image)) {
                Run run = run((Object[]) line.formatted(command).split(" "));

                assertThat(run.exitCode()).isEqualTo(2);
                assertThat(run.err()).contains("{\"a\":\"1\",\"c\":3,\"b\":\"2\",");
            }
        } finally {
            System.setProperty("zips3.root", root);
        }
    }

    @Test
    void addsJvmOptionsBeforeTheCommandToThoseBehindIt() {
        CommonOptions before = CommandLine.populateCommand(new CommonOptions(), "--jvm-option=-X1");
        CommonOptions behind = CommandLine.populateCommand(new CommonOptions(), "--jvm-option=-X2");

        behind.addBefore(before);

        assertThat(behind.labOptions(new LabListener() {}).jvmOptions()).containsExactly("-X1", "-X2");
    }

    @Test
    void escapesControlCharactersInMessages() {
        Path hostile = directory.resolve("a\u001b[31m\nb.png");

        assertRefused(run("zip", hostile), directory + "/a\\u001b[31m\\u000ab.png does not exist");
        assertThat(run("zip", "a.png", "--\u001b[31m").err()).startsWith("Unknown option: '--\\u001b[31m'");
    }

    @Test
    void reportsAnErrorInTheLabWithItsTrace() {
        Run run = run(
                LabCommand.withHandlers(new CommandLine(new Broken(new IllegalStateException("\u001b[31mbroken")))));

        assertThat(run.exitCode()).isEqualTo(70);
        assertThat(run.err().lines())
                .startsWith("java.lang.IllegalStateException: \\u001b[31mbroken")
                .anyMatch(line -> line.startsWith("\tat "))
                .endsWith("This is an error in the lab itself: please report it with the lines above");
        assertThat(run(LabCommand.withHandlers(new CommandLine(new Broken(new NoClassDefFoundError("Gone")))))
                        .exitCode())
                .isEqualTo(70);
    }

    @Command(name = "broken")
    private record Broken(Throwable failure) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        }
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
        return run(LabCommand.commandLine(), arguments);
    }

    private static Run run(CommandLine commandLine, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int exitCode = commandLine
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new Run(exitCode, out.toString(), err.toString());
    }
}
