package dev.zips3.local.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParseResult;

/** The command line. Without a command it does what {@code up} does. */
@Command(
        name = "lab",
        synopsisSubcommandLabel = "[up | zip]",
        mixinStandardHelpOptions = true,
        version = "ZipS3Images 1.0.0",
        sortOptions = false,
        description = {
            "Runs the synthesized stack on this machine: a real S3 endpoint, its notifications, and the function.",
            "Without a command it comes up and stays until Ctrl-C."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done.",
            "1:At least one image has no ZIP; the table says which, the lines below it why.",
            "2:Not possible as asked, or not on this machine; the message says what to do."
        },
        subcommands = Zip.class)
public final class LabCommand implements Callable<Integer> {

    @Mixin
    private Up up;

    private LabCommand() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new LabCommand()).setExecutionExceptionHandler(LabCommand::explain);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return up.run();
    }

    @Command(
            name = "up",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Brings the lab up and logs each invocation until Ctrl-C.")
    int up(@Mixin Up options) throws IOException, InterruptedException {
        return options.run();
    }

    private static int explain(Exception failure, CommandLine command, ParseResult arguments) {
        Explanation.of(failure)
                .ifPresentOrElse(
                        sentence -> command.getErr().println(sentence),
                        () -> failure.printStackTrace(command.getErr()));
        return ExitCode.USAGE;
    }
}
