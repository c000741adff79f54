package dev.zips3.local.cli;

import dev.zips3.local.LabListener;
import dev.zips3.local.LabOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class CommonOptions {

    @Option(
            names = {"-c", "--context"},
            paramLabel = "KEY=VALUE",
            description = "An option of the stack, as with 'cdk synth -c'; may be repeated.")
    private Map<String, String> context = new LinkedHashMap<>();

    @Option(names = "--jvm-option", paramLabel = "OPTION", description = "For the function's JVM; may be repeated.")
    private List<String> jvmOptions = List.of();

    /** The directory with {@code cdk.json}. */
    static Path root() {
        // The script ./lab sets this property, because the user can start it in any directory.
        return Path.of(System.getProperty("zips3.root", "")).toAbsolutePath();
    }

    /** Adds the options before the command; those behind it override them. */
    void addBefore(CommonOptions before) {
        Map<String, String> all = new LinkedHashMap<>(before.context);
        all.putAll(context);
        context = all;
        jvmOptions =
                Stream.concat(before.jvmOptions.stream(), jvmOptions.stream()).toList();
    }

    /**
     * The cloud assembly of this project's stack.
     *
     * @param err shows what the app writes
     */
    Path assembly(Terminal err) throws IOException, InterruptedException {
        return new AssemblyCache(root()).assembly(new CdkApp(root(), context, err));
    }

    LabOptions labOptions(LabListener listener) {
        return LabOptions.defaults().withJvmOptions(jvmOptions).withListener(listener);
    }
}
