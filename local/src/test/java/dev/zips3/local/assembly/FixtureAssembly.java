package dev.zips3.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.zips3.infra.LabApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a synth left in a directory, for tests that change the template in it. */
public record FixtureAssembly(Path directory) {

    public static final Path ROOT = Path.of(System.getProperty("zips3.root"));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEMPLATE = "ZipS3Images.template.json";

    public static FixtureAssembly synthesized(Map<String, ?> context, Path directory) {
        return new FixtureAssembly(LabApp.synth(ROOT, context, directory));
    }

    public FixtureAssembly copy(Path copy) throws IOException {
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return new FixtureAssembly(copy);
    }

    /**
     * Sets one value of the template.
     *
     * @param type of the resource; of several the one that has the value's parent
     * @param pointer in its properties; what it points to exists or its parent does
     * @param value null removes
     */
    public FixtureAssembly with(String type, String pointer, Object value) throws IOException {
        Path file = directory.resolve(TEMPLATE);
        JsonNode template = JSON.readTree(file.toFile());
        int slash = pointer.lastIndexOf('/');
        String property = pointer.substring(slash + 1);
        List<ObjectNode> parents = Stream.of(template.path("Resources"))
                .flatMap(resources -> resources.properties().stream())
                .map(Map.Entry::getValue)
                .filter(resource -> resource.path("Type").asText().equals(type))
                // The stack has a second function, which has no environment.
                .filter(resource -> !type.endsWith("Function")
                        || resource.at("/Properties/Environment").isObject())
                .map(resource -> (ObjectNode) resource.path("Properties").at(pointer.substring(0, slash)))
                .toList();
        if (parents.size() != 1) {
            throw new AssertionError(type + pointer + ": " + parents.size());
        }
        if (value == null) {
            parents.get(0).remove(property);
        } else {
            parents.get(0).set(property, JSON.valueToTree(value));
        }
        JSON.writeValue(file.toFile(), template);
        return this;
    }

    public Deployment deployment() throws IOException {
        return Deployment.from(new CloudAssembly(directory));
    }
}
