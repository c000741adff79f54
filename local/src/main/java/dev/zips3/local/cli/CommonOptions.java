package dev.zips3.local.cli;

import dev.zips3.local.LabListener;
import dev.zips3.local.LabOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** The cloud assembly of this project's stack. */
    Path assembly() throws IOException, InterruptedException {
        // The script ./lab sets this property, because the user can start it in any directory.
        Path root = Path.of(System.getProperty("zips3.root", "")).toAbsolutePath();
        return new AssemblyCache(root).assembly(new CdkApp(root, context));
    }

    LabOptions labOptions(LabListener listener) {
        return LabOptions.defaults().withJvmOptions(jvmOptions).withListener(listener);
    }
}
