package dev.zips3.infra;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.App;

/** Synthesizes the stack in this process, for whoever wants to read what would be deployed. */
public final class LabApp {

    private LabApp() {}

    /**
     * Synthesizes the stack as {@code cdk synth} does, with the same feature flags.
     *
     * <p>The first call in a process starts Node.js, which stays until the process ends.
     *
     * @param projectRoot the directory that holds {@code cdk.json} and {@code function/target/function.jar}
     * @param context options that override those of {@code cdk.json}: strings as on the command line, or JSON types
     * @param outdir where the cloud assembly goes; made if absent, overwritten if present
     * @return the absolute path of the cloud assembly, a directory with {@code manifest.json}
     * @throws LabException if an option is unknown or its value refused, the function's jar is not built, or Node.js is
     *     missing or too old
     */
    public static Path synth(Path projectRoot, Map<String, ?> context, Path outdir) {
        create(projectRoot, context, Optional.of(outdir)).synth();
        return outdir.toAbsolutePath();
    }

    static App create(Path projectRoot, Map<String, ?> context, Optional<Path> outdir) {
        NodeRuntime.fromEnvironment().check();
        Project project = new Project(projectRoot);
        Path functionJar = project.functionJar();
        Map<String, Object> defaults = project.context();
        // what the CLI adds by itself, and warns of in cdk.json
        defaults.put("aws:cdk:enable-path-metadata", true);
        defaults.put("aws:cdk:enable-asset-metadata", true);
        App.Builder builder = App.Builder.create()
                .analyticsReporting(false)
                .context(defaults)
                // after the environment's, which carries cdk.json's context again when the CLI runs us
                .postCliContext(new LinkedHashMap<>(context));
        outdir.map(Path::toAbsolutePath).map(Path::toString).ifPresent(builder::outdir);
        App app = builder.build();
        Settings settings =
                Settings.from(new OptionReader((Map<?, ?>) app.getNode().getAllContext()));
        new ZipS3ImagesStack(app, settings, functionJar);
        return app;
    }
}
