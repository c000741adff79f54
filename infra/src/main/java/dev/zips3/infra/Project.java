package dev.zips3.infra;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The two files that a synth needs besides its classes. */
record Project(Path root) {

    private static final String FUNCTION_JAR = "function/target/function.jar";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The CLI passes it on only when it is the CLI that starts us: tests and local runs would lack the feature flags.
     */
    Map<String, Object> context() {
        Path file = root.resolve("cdk.json");
        try {
            JsonNode context = JSON.readTree(file.toFile()).path("context");
            return JSON.convertValue(context, new TypeReference<LinkedHashMap<String, Object>>() {});
        } catch (IOException e) {
            throw new LabException(file + " cannot be read: run from the project's root", e);
        }
    }

    /** What is deployed: built by Maven, not at synth, so that unchanged sources are an unchanged asset. */
    Path functionJar() {
        Path jar = root.resolve(FUNCTION_JAR);
        if (!Files.isRegularFile(jar)) {
            throw new LabException(FUNCTION_JAR + " is missing: run mvn package from the root first");
        }
        return jar;
    }
}
