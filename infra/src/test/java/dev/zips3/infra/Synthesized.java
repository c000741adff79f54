package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** The template as CloudFormation would get it, and what one asks of it. */
record Synthesized(JsonNode manifest, JsonNode template) {

    static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    static final ObjectMapper JSON = new ObjectMapper();

    /** @param options {@code key=value}, as after {@code -c} */
    static Synthesized with(String... options) {
        try {
            Path assembly = Files.createTempDirectory(Path.of("target"), "assembly-");
            try {
                LabApp.synth(ROOT, context(options), assembly);
                JsonNode manifest =
                        JSON.readTree(assembly.resolve("manifest.json").toFile());
                String file = manifest.findValue("templateFile").asText();
                return new Synthesized(
                        manifest, JSON.readTree(assembly.resolve(file).toFile()));
            } finally {
                // each holds a copy of the function's jar
                delete(assembly);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stack stack(Path outdir, String... options) {
        App app = LabApp.create(ROOT, context(options), Optional.of(outdir));
        return (Stack) app.getNode().findAll().stream()
                .filter(Stack.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    static Map<String, String> context(String... options) {
        Map<String, String> context = new LinkedHashMap<>();
        for (String option : options) {
            String[] keyAndValue = option.split("=", 2);
            context.put(keyAndValue[0], keyAndValue[1]);
        }
        return context;
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

    /** A value with its intrinsic functions as <code>${…}</code>, so that a test shows it as one reads it. */
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
