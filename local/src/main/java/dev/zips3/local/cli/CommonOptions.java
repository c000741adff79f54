package dev.zips3.local.cli;

import dev.zips3.infra.LabApp;
import dev.zips3.local.assembly.CloudAssembly;
import dev.zips3.local.assembly.Deployment;
import dev.zips3.local.lambda.host.RuntimeClient;
import dev.zips3.local.lambda.host.RuntimeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class CommonOptions {

    @Option(
            names = {"-c", "--context"},
            paramLabel = "KEY=VALUE",
            description = "An option of the stack, as with 'cdk synth -c'; may be repeated.")
    private Map<String, String> context = new LinkedHashMap<>();

    @Option(
            names = "--runtime",
            paramLabel = "CLIENT",
            description = "What runs the function's handler: aws (AWS's own client, on Linux) or portable."
                    + " Default: the one closest to Lambda that this machine can run.")
    private RuntimeClient client =
            RuntimeClient.closestToLambda(System.getProperty("os.name"), System.getProperty("os.arch"));

    @Option(names = "--jvm-option", paramLabel = "OPTION", description = "For the function's JVM; may be repeated.")
    private List<String> jvmOptions = List.of();

    /** Synthesizes the stack into a directory and reads it from there. */
    Deployment deployment(Path directory) throws IOException {
        return Deployment.from(new CloudAssembly(LabApp.synth(root(), context, directory.resolve("cdk.out"))));
    }

    RuntimeSettings runtime() {
        return new RuntimeSettings(
                client,
                Map.of(),
                jvmOptions,
                Runtime.getRuntime().availableProcessors(),
                Optional.of(root().resolve(Path.of("local", "target", "archives"))));
    }

    private static Path root() {
        return Path.of(System.getProperty("zips3.root", ""));
    }

    RuntimeClient client() {
        return client;
    }
}
