package dev.zips3.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A CDK app, run as the CDK CLI runs it: by the {@code app} command in {@code cdk.json}, with the context and the
 * output directory in the environment.
 *
 * @see <a href="https://github.com/aws/aws-cdk-cli/blob/main/packages/aws-cdk/lib/cxapp/exec.ts">how the CLI does
 *     it</a>
 */
final class CdkApp {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TERMINATION_SECONDS = 5;

    /** The oldest with which the CDK library works. */
    private static final int MIN_NODE = 20;

    /**
     * The oldest that still gets fixes, see <a href="https://nodejs.org/en/about/previous-releases">its releases</a>.
     */
    private static final int SUPPORTED_NODE = 22;

    private static final Pattern NODE_VERSION = Pattern.compile("v([0-9]+)\\.");
    private static final String INSTALL_NODE =
            "Please install, and put on the PATH: Node.js " + SUPPORTED_NODE + " or newer (found: ";

    private final Path root;
    private final JsonNode settings;
    private final Map<String, String> options;
    private final Terminal err;

    /**
     * @param root the directory with {@code cdk.json}
     * @param options context from the command line; it overrides the context in {@code cdk.json}
     * @param err shows what the app writes
     * @throws UsageException if there is no {@code cdk.json} with an {@code app} command
     */
    CdkApp(Path root, Map<String, String> options, Terminal err) throws IOException {
        this.root = root;
        this.err = err;
        this.options = Map.copyOf(options);
        Path file = root.resolve("cdk.json");
        if (!Files.isReadable(file)) {
            throw new UsageException(file + " cannot be read: start the lab with the script ./lab of the project");
        }
        this.settings = JSON.readTree(file.toFile());
        if (!settings.path("app").isTextual()) {
            throw new UsageException(file + " has no app command: add \"app\"");
        }
    }

    /** The app command and the context: what a synth depends on besides files. */
    String description() {
        return settings.path("app").asText() + context();
    }

    /** Glob patterns of the files that a synth depends on, relative to the root. */
    List<String> watched() {
        List<String> patterns = new ArrayList<>();
        settings.at("/watch/include").forEach(pattern -> patterns.add(pattern.asText()));
        return patterns;
    }

    /**
     * Writes the cloud assembly.
     *
     * @param directory where the assembly goes, into {@code cdk.out}
     * @return the assembly
     * @throws AppException if the app fails
     * @throws UsageException if Node.js is not found or too old
     */
    Path synthesize(Path directory) throws IOException, InterruptedException {
        int node = nodeVersion(directory.resolve("node.log").toFile());
        warning(node).ifPresent(err::line);
        Path assembly = directory.resolve("cdk.out");
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        File output = directory.resolve("app.log").toFile();
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", "-c", settings.path("app").asText())
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output);
        builder.environment().put("CDK_OUTDIR", assembly.toString());
        builder.environment().put("CDK_CONTEXT_JSON", context().toString());
        // Skips the check for what AWS would refuse: it takes seconds, and the lab reads the template itself.
        builder.environment().put("CDK_VALIDATION", "false");
        // The warning above says the same in one line.
        builder.environment().put("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", Integer.toString(node));
        // The CDK library leaves the temporary directory of its Java part and, if it is killed, that of its Node.js
        // part. Both go into this one, which is deleted after the synth.
        builder.environment().put("TMPDIR", temporary.toString());
        builder.environment()
                .merge("JAVA_TOOL_OPTIONS", "\"-Djava.io.tmpdir=" + temporary + "\"", (user, own) -> user + " " + own);
        Process app = builder.start();
        app.getOutputStream().close();
        int status = waitFor(app);
        String written = Files.readString(output.toPath())
                .lines()
                .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS: "))
                .collect(Collectors.joining("\n"))
                .strip();
        if (status != 0) {
            throw new AppException(
                    written.isEmpty() ? settings.path("app").asText() + " ended with exit status " + status : written);
        }
        err.lines(written);
        return assembly;
    }

    /** The major version; the CDK library is a Node.js program. */
    private static int nodeVersion(File output) throws IOException, InterruptedException {
        try {
            Process node = new ProcessBuilder("node", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            waitFor(node);
        } catch (IOException e) {
            throw new UsageException(INSTALL_NODE + "none)");
        }
        return checkedVersion(Files.readString(output.toPath()).strip());
    }

    /**
     * The major version.
     *
     * @param version as Node.js prints it
     * @throws UsageException if it is too old
     */
    static int checkedVersion(String version) {
        Matcher major = NODE_VERSION.matcher(version);
        if (!major.lookingAt() || Integer.parseInt(major.group(1)) < MIN_NODE) {
            throw new UsageException(INSTALL_NODE + version + ")");
        }
        return Integer.parseInt(major.group(1));
    }

    static Optional<String> warning(int node) {
        return node < SUPPORTED_NODE
                ? Optional.of("Node.js " + node + " is past its end of life; install " + SUPPORTED_NODE + " or newer")
                : Optional.empty();
    }

    private static int waitFor(Process app) throws InterruptedException {
        try {
            // No limit: how long a synth takes depends on the app command. Ctrl-C interrupts it.
            return app.waitFor();
        } catch (InterruptedException e) {
            app.descendants().forEach(ProcessHandle::destroy);
            app.destroy();
            if (!app.waitFor(TERMINATION_SECONDS, TimeUnit.SECONDS)) {
                app.descendants().forEach(ProcessHandle::destroyForcibly);
                app.destroyForcibly();
            }
            throw e;
        }
    }

    /** As {@code contextFromSettings} and {@code execProgram} of CDK CLI 2.1148.1 compose it. */
    private ObjectNode context() {
        ObjectNode context = JSON.createObjectNode();
        settings.path("context").properties().forEach(flag -> context.set(flag.getKey(), flag.getValue()));
        options.forEach(context::put);
        context.put("aws:cdk:enable-path-metadata", true);
        context.put("aws:cdk:enable-asset-metadata", true);
        boolean reporting = settings.path("versionReporting").asBoolean(true);
        context.put(reporting ? "aws:cdk:version-reporting" : "aws:cdk:disable-version-reporting", true);
        context.putArray("aws:cdk:bundling-stacks").add("**");
        context.put("@aws-cdk/core:failSynthOnValidationErrors", false);
        return context;
    }
}
