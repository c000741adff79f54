package dev.zips3.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A cloud assembly of a small stack, which tests change: a bucket that notifies the alias of a function. */
public record FixtureAssembly(Path directory) {

    /** The bucket's name: its UUID is made of the stack's name. */
    public static final String BUCKET = "fixture-bfc1041d-408b-3895-beac-d86820332d8c";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEMPLATE = "Fixture.template.json";

    /** Writes it into a directory, without the function's jar. */
    public static FixtureAssembly in(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (String file : List.of("manifest.json", "Fixture.assets.json", TEMPLATE)) {
            try (InputStream resource = FixtureAssembly.class.getResourceAsStream("/assembly/" + file)) {
                Files.copy(resource, directory.resolve(file));
            }
        }
        return new FixtureAssembly(directory);
    }

    /** The place of the function's jar. */
    public Path code() {
        return directory.resolve("function.jar");
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
        List<ObjectNode> parents = template.path("Resources").properties().stream()
                .map(Map.Entry::getValue)
                .filter(resource -> resource.path("Type").asText().equals(type))
                // The other function has no environment.
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
        return Deployment.from(directory);
    }
}
