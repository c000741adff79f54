package dev.zips3.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory that a synth writes, read as the CDK CLI reads it.
 *
 * @param directory holds {@code manifest.json}
 * @see <a href="https://docs.aws.amazon.com/cdk/v2/guide/deploy.html">The cloud assembly</a>
 */
record CloudAssembly(Path directory) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The template of the stack.
     *
     * @throws IOException if a file of the assembly is missing or not JSON
     * @throws TemplateException if it does not have exactly one stack
     */
    Template template() throws IOException {
        List<JsonNode> stacks = artifacts("aws:cloudformation:stack");
        if (stacks.size() != 1) {
            throw new TemplateException(directory + " has " + stacks.size() + " stacks; the lab runs one");
        }
        JsonNode stack = stacks.get(0);
        String file = stack.path("properties").path("templateFile").asText();
        String environment = stack.path("environment").asText();
        return new Template(
                stack.path("displayName").asText(),
                environment.substring(environment.lastIndexOf('/') + 1),
                read(file));
    }

    /**
     * The file of an asset.
     *
     * @param objectKey the key in the bucket of assets, as the template names it
     * @throws TemplateException if the assembly has no such asset
     */
    Path asset(String objectKey) throws IOException {
        for (JsonNode manifest : artifacts("cdk:asset-manifest")) {
            JsonNode files =
                    read(manifest.path("properties").path("file").asText()).path("files");
            for (JsonNode file : files) {
                for (JsonNode destination : file.path("destinations")) {
                    if (destination.path("objectKey").asText().equals(objectKey)) {
                        return directory.resolve(
                                file.path("source").path("path").asText());
                    }
                }
            }
        }
        throw new TemplateException(directory + " has no asset " + objectKey);
    }

    private List<JsonNode> artifacts(String type) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode artifact : read("manifest.json").path("artifacts")) {
            if (artifact.path("type").asText().equals(type)) {
                found.add(artifact);
            }
        }
        return found;
    }

    private JsonNode read(String file) throws IOException {
        return JSON.readTree(Files.readAllBytes(directory.resolve(file)));
    }
}
