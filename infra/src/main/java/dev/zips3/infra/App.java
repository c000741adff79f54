package dev.zips3.infra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The CDK app that {@code cdk.json} names. It runs in the project's root. */
public final class App {

    /**
     * Maven builds the jar before the synth. Unchanged sources give the same jar, so the asset does not change either.
     */
    private static final Path FUNCTION_JAR = Path.of("function", "target", "function.jar");

    private App() {}

    /**
     * Writes the cloud assembly to {@code CDK_OUTDIR}, with the context in {@code CDK_CONTEXT_JSON}. The CDK CLI sets
     * both.
     */
    public static void main(String[] arguments) {
        if (!Files.isRegularFile(FUNCTION_JAR)) {
            exit(FUNCTION_JAR + " is missing: run mvn package in the project's root");
        }
        software.amazon.awscdk.App app = software.amazon.awscdk.App.Builder.create()
                // Without an output directory, CDK would write to a new temporary directory.
                .outdir(System.getenv().getOrDefault("CDK_OUTDIR", "cdk.out"))
                .build();
        try {
            new ZipS3ImagesStack(app, Settings.from((Map<?, ?>) app.getNode().getAllContext()), FUNCTION_JAR);
        } catch (InvalidOptionException e) {
            exit(e.getMessage());
        }
        app.synth();
    }

    private static void exit(String reason) {
        System.err.println(reason);
        System.exit(1);
    }
}
