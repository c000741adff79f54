package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awscdk.App;

/** The manifest and the template that {@code cdk synth} writes, and the questions that tests ask of them. */
record Synthesized(JsonNode manifest, JsonNode template) {

    static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    static final ObjectMapper JSON = new ObjectMapper();

    /** The keys of all options, in the order of the README. */
    static final List<String> OPTIONS = Arrays.stream(Settings.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList();

    private static final Map<List<String>, Synthesized> CACHE = new ConcurrentHashMap<>();

    /**
     * Synthesizes once for the same options.
     *
     * @param options {@code key=value}, as after {@code -c}
     */
    static Synthesized with(String... options) {
        return CACHE.computeIfAbsent(List.of(options), Synthesized::synthesize);
    }

    private static Synthesized synthesize(List<String> options) {
        try {
            Path outdir = Files.createTempDirectory(Path.of("target"), "assembly-");
            try {
                App app = app(outdir, options);
                stack(app);
                app.synth();
                JsonNode manifest =
                        JSON.readTree(outdir.resolve("manifest.json").toFile());
                String file = manifest.findValue("templateFile").asText();
                return new Synthesized(
                        manifest, JSON.readTree(outdir.resolve(file).toFile()));
            } finally {
                // an assembly holds a copy of the function's jar
                delete(outdir);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static App app(Path outdir, List<String> options) {
        return App.Builder.create()
                .outdir(outdir.toAbsolutePath().toString())
                .context(context(options))
                .build();
    }

    /** Does what {@code App.main} does with the app, so that a test can add to the stack before it is synthesized. */
    static ZipS3ImagesStack stack(App app) {
        Settings settings = Settings.from((Map<?, ?>) app.getNode().getAllContext());
        return new ZipS3ImagesStack(app, settings, ROOT.resolve("function/target/function.jar"));
    }

    static Map<String, Object> context(List<String> options) {
        return context(cdkJson(), options);
    }

    /**
     * What the CDK CLI passes to the app: the context of {@code cdk.json}, two keys of its own, and the options.
     * Without the options that a user keeps in {@code cdk.json}, because the tests are about the defaults.
     */
    static Map<String, Object> context(JsonNode cdkJson, List<String> options) {
        Map<String, Object> context = new LinkedHashMap<>();
        cdkJson.path("context").properties().forEach(entry -> {
            if (!OPTIONS.contains(entry.getKey())) {
                context.put(entry.getKey(), JSON.convertValue(entry.getValue(), Object.class));
            }
        });
        context.put("aws:cdk:enable-path-metadata", true);
        context.put("aws:cdk:enable-asset-metadata", true);
        for (String option : options) {
            String[] keyAndValue = option.split("=", 2);
            context.put(keyAndValue[0], keyAndValue[1]);
        }
        return context;
    }

    static JsonNode cdkJson() {
        try {
            return JSON.readTree(ROOT.resolve("cdk.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** The whole resource whose construct has this path below the stack. */
    JsonNode resource(String path) {
        List<JsonNode> found = resources()
                .filter(resource ->
                        resource.at("/Metadata/aws:cdk:path").asText().endsWith("/" + path))
                .toList();
        assertThat(found).as("resources at %s", path).hasSize(1);
        return found.get(0);
    }

    JsonNode properties(String path) {
        return resource(path).path("Properties");
    }

    Stream<JsonNode> resources() {
        return elements(template.path("Resources"));
    }

    Stream<JsonNode> resources(String type) {
        return resources().filter(resource -> resource.path("Type").asText().equals(type));
    }

    String id(String path) {
        JsonNode resource = resource(path);
        return template.path("Resources")
                .propertyStream()
                .filter(entry -> entry.getValue().equals(resource))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    String output(String name) {
        return render(template.at("/Outputs/" + name + "/Value"));
    }

    static Stream<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    /** A value with its intrinsic functions as <code>${…}</code>, so that a test is easy to read. */
    static String render(JsonNode value) {
        if (!value.isObject()) {
            return value.asText();
        }
        Map.Entry<String, JsonNode> call = value.properties().iterator().next();
        JsonNode arguments = call.getValue();
        return switch (call.getKey()) {
            case "Ref" -> "${" + arguments.asText() + "}";
            case "Fn::GetAtt" ->
                "${" + arguments.get(0).asText() + "." + arguments.get(1).asText() + "}";
            case "Fn::Sub" -> arguments.asText();
            case "Fn::Join" ->
                elements(arguments.get(1)).map(Synthesized::render).reduce("", String::concat);
            case "Fn::Select" ->
                render(arguments.get(1)).replace("}", "[" + arguments.get(0).asText() + "]}");
            case "Fn::Split" ->
                render(arguments.get(1))
                        .replace("}", " split " + arguments.get(0).asText() + "}");
            default -> throw new IllegalArgumentException(value.toString());
        };
    }
}
