package dev.zips3.infra;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What {@code cdk.json} runs, with the project's root as working directory. */
final class App {

    private App() {}

    public static void main(String[] args) {
        try {
            LabApp.create(Path.of("").toAbsolutePath(), Map.of(), outdir()).synth();
        } catch (LabException refusal) {
            System.err.println(refusal.getMessage());
            System.exit(1);
        }
    }

    /**
     * The CDK CLI names the directory in the environment, which the library reads; a plain run gets the CLI's default.
     */
    private static Optional<Path> outdir() {
        return System.getenv("CDK_OUTDIR") == null ? Optional.of(Path.of("cdk.out")) : Optional.empty();
    }
}
