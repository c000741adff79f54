package dev.zips3.local.lambda.host;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import dev.zips3.local.assembly.DeployedFunction;
import dev.zips3.local.assembly.DeployedFunction.Logging;
import dev.zips3.local.lambda.handlers.Echo;
import dev.zips3.local.lambda.host.RuntimeSettings.Credentials;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The handlers of the tests, packed like the function: nothing else of this module is in the jar. */
public record FunctionJar(Path path) {

    public static final String HANDLERS = Echo.class.getPackageName();
    static final Credentials CREDENTIALS = new Credentials("id", "secret", "token");
    static final Duration LONG_TIMEOUT = Duration.ofMinutes(2);

    /** Writes the jar into a directory. */
    public static FunctionJar in(Path directory) throws IOException {
        Path jar = directory.resolve("function.jar");
        Path classes = location(Echo.class);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        String libraries = Stream.of(S3Event.class, dateTimeOfEvents())
                .map(type -> location(type).toUri().toString())
                .collect(Collectors.joining(" "));
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, libraries);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> found = Files.list(classes.resolve(HANDLERS.replace('.', '/')))) {
            for (Path path : found.sorted().toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(path).toString()));
                Files.copy(path, out);
            }
        }
        return new FunctionJar(jar);
    }

    /** From the library of the event times, on which aws-lambda-java-events depends. */
    private static Class<?> dateTimeOfEvents() {
        try {
            return Class.forName("org.joda.time.DateTime");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A function of this jar.
     *
     * @param handler relative to the package of the handlers
     */
    public DeployedFunction function(String handler) {
        return function(handler, LONG_TIMEOUT);
    }

    DeployedFunction function(String handler, Duration timeout) {
        return function(handler, timeout, false);
    }

    /** A function that starts from a snapshot. */
    DeployedFunction snapshot(String handler) {
        return function(handler, LONG_TIMEOUT, true);
    }

    private DeployedFunction function(String handler, Duration timeout, boolean snapStart) {
        return new DeployedFunction(
                "zipper",
                "arn:aws:lambda:eu-central-1:000000000000:function:zipper:live",
                "7",
                snapStart,
                "java21",
                HANDLERS + "." + handler,
                256,
                timeout,
                Map.of("ZIP_PREFIX", "zip/", "LANG", "C.UTF-8"),
                path,
                new Logging("/aws/lambda/zipper", "Text", Optional.empty()),
                "eu-central-1");
    }

    FunctionRuntime runtime(String handler) {
        return runtime(function(handler), line -> {});
    }

    FunctionRuntime runtime(DeployedFunction function, Consumer<LogLine> log) {
        return runtime(function, List.of(), log);
    }

    FunctionRuntime runtime(DeployedFunction function, List<String> functionCommand, Consumer<LogLine> log) {
        RuntimeSettings settings = new RuntimeSettings(Map.of(), CREDENTIALS, List.of("-Xmx64m"), functionCommand);
        return new FunctionRuntime(function, settings, Clock.systemUTC(), log);
    }
}
