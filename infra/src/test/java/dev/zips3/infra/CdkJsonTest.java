package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CdkJsonTest {

    private static final JsonNode CDK_JSON = Synthesized.cdkJson();

    @Test
    void reportsNothingToAws() {
        assertThat(CDK_JSON.path("notices").asBoolean(true)).isFalse();
        assertThat(CDK_JSON.path("versionReporting").asBoolean(true)).isFalse();
        assertThat(CDK_JSON.at("/context/cli-telemetry").asBoolean(true)).isFalse();
    }

    @Test
    void buildsTheJarThatItRuns() {
        assertThat(CDK_JSON.path("build").asText()).isEqualTo("sh lab build");
        assertThat(CDK_JSON.path("app").asText())
                .as("finalName and mainClass of this module's pom.xml")
                .isEqualTo("java -jar infra/target/infra.jar");
    }

    @Test
    void needsNoContext() {
        assertThat(Synthesized.context(Synthesized.JSON.createObjectNode(), List.of("suffix=-blue")))
                .containsOnlyKeys("aws:cdk:enable-path-metadata", "aws:cdk:enable-asset-metadata", "suffix");
    }

    @Test
    void mayHoldOptionsWithoutAnEffectOnTheTests() {
        JsonNode cdkJson = Synthesized.JSON.valueToTree(Map.of("context", Map.of("uniqueId", "anna", "a:b", true)));
        assertThat(Synthesized.context(cdkJson, List.of()))
                .containsEntry("a:b", true)
                .doesNotContainKey("uniqueId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"function", "infra"})
    void watchesAllThatASynthDependsOn(String module) throws IOException {
        List<PathMatcher> watched = Synthesized.elements(CDK_JSON.at("/watch/include"))
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern.asText()))
                .toList();
        try (Stream<Path> sources = Files.walk(Synthesized.ROOT.resolve(module).resolve("src/main"))) {
            Stream<Path> files = Stream.concat(
                    sources.filter(Files::isRegularFile),
                    Stream.of("cdk.json", "pom.xml", module + "/pom.xml").map(Synthesized.ROOT::resolve));
            assertThat(files.map(Synthesized.ROOT::relativize))
                    .as("otherwise the local lab would reuse an outdated assembly")
                    .allMatch(file -> watched.stream().anyMatch(pattern -> pattern.matches(file)));
        }
    }
}
