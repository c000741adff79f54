package dev.zips3.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the comparisons with Python. JMH runs the other benchmarks. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Compares the encoder, or the whole function, with Python in the same run.",
        subcommands = {EncoderRace.class, FunctionRace.class})
final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }
}
