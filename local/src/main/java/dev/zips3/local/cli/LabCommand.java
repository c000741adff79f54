package dev.zips3.local.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. Without a command it does what {@code up} does. */
@Command(
        name = "lab",
        synopsisSubcommandLabel = "[up | zip | env]",
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
            "2:Not possible as asked, or not on this machine; the message says what to do.",
            "70:An error in the lab itself; please report its stack trace.",
            "130:Ended by Ctrl-C."
        },
        subcommands = Zip.class)
public final class LabCommand implements Callable<Integer> {

    /** {@code EX_SOFTWARE} of {@code sysexits.h}. */
    private static final int INTERNAL_ERROR = 70;

    @Mixin
    private Up up;

    @Spec
    private CommandSpec command;

    private LabCommand() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return withHandlers(new CommandLine(new LabCommand()));
    }

    /** For tests, which run commands that fail. */
    static CommandLine withHandlers(CommandLine commandLine) {
        return commandLine
                .setExecutionStrategy(LabCommand::execute)
                .setParameterExceptionHandler(LabCommand::explainUsage)
                .setExecutionExceptionHandler((failure, failed, arguments) -> explain(failure, failed));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return up.run();
    }

    /** The options before a command. */
    CommonOptions commonOptions() {
        return up.commonOptions();
    }

    @Command(
            name = "up",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Brings the lab up and logs each invocation until Ctrl-C.")
    int up(@Mixin Up options) throws IOException, InterruptedException {
        options.addBefore(up);
        return options.run();
    }

    @Command(
            name = "env",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Prints the environment variables of the lab that is up.",
                "In another terminal: eval \"$$(./lab env)\""
            })
    int env(
            @Option(names = "--port", paramLabel = "N", description = "Port of the lab, if several are up.")
                    Optional<Integer> port)
            throws IOException {
        PrintWriter out = command.commandLine().getOut();
        out.print(new RunningLabs(CommonOptions.root()).environment(port.or(up::port)));
        out.flush();
        return ExitCode.OK;
    }

    /** Refuses an option before a command that does not have it: the command would ignore it. */
    private static int execute(ParseResult arguments) {
        try {
            if (arguments.hasSubcommand()) {
                CommandSpec command = arguments.subcommand().commandSpec();
                for (OptionSpec option : arguments.matchedOptions()) {
                    if (command.findOption(option.longestName()) == null) {
                        throw new ParameterException(
                                command.commandLine(),
                                option.longestName() + " is not an option of '" + command.qualifiedName() + "'");
                    }
                }
            }
            return new RunLast().execute(arguments);
        } catch (Error e) {
            // picocli passes only exceptions to the handler.
            return explain(e, arguments.commandSpec().commandLine());
        }
    }

    private static int explainUsage(ParameterException failure, String[] arguments) {
        PrintWriter err = failure.getCommandLine().getErr();
        new Terminal(err).line(failure.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
            failure.getCommandLine().usage(err);
        }
        return ExitCode.USAGE;
    }

    private static int explain(Throwable failure, CommandLine failed) {
        Terminal err = new Terminal(failed.getErr());
        Optional<String> explanation = Explanation.of(failure);
        if (explanation.isEmpty()) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            err.lines(trace.toString());
            err.line("This is an error in the lab itself: please report it with the lines above");
            return INTERNAL_ERROR;
        }
        if (failure instanceof AppException) {
            err.lines(explanation.get());
        } else {
            err.line(explanation.get());
        }
        return ExitCode.USAGE;
    }
}
