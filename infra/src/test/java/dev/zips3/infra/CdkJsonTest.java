package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;

final class CdkJsonTest {

    private static final int TAR_BLOCK = 512;

    @Test
    void theFlagsAreThoseTheLibraryRecommends() throws IOException {
        Map<String, Object> flags = new TreeMap<>(new Project(Synthesized.ROOT).context());
        flags.remove("cli-telemetry");
        assertThat(flags)
                .as("a new version of the library brings new flags: take them over with it")
                .isEqualTo(new TreeMap<>(recommended()));
    }

    @Test
    void theCliReportsNothingHome() throws IOException {
        JsonNode json =
                Synthesized.JSON.readTree(Synthesized.ROOT.resolve("cdk.json").toFile());
        assertThat(json.path("notices").asBoolean(true)).isFalse();
        assertThat(json.path("versionReporting").asBoolean(true)).isFalse();
        assertThat(json.at("/context/cli-telemetry").asBoolean(true)).isFalse();
        assertThat(Synthesized.with().resources("AWS::CDK::Metadata"))
                .as("what version reporting adds to the template")
                .isEmpty();
    }

    @Test
    void theCliRunsTheProjectsOwnCommand() throws IOException {
        JsonNode json =
                Synthesized.JSON.readTree(Synthesized.ROOT.resolve("cdk.json").toFile());
        assertThat(json.path("app").asText()).isEqualTo("sh bin/run infra");
    }

    /** The list that {@code cdk init} copies, from the archive of the library's JavaScript inside its jar. */
    private static Map<?, ?> recommended() throws IOException {
        String version = Stack.class.getPackage().getImplementationVersion();
        String archive = "aws-cdk-lib@" + version + ".jsii.tgz";
        try (InputStream compressed = Stack.class.getResourceAsStream(archive)) {
            assertThat(compressed).as(archive).isNotNull();
            InputStream tar = new GZIPInputStream(compressed);
            while (true) {
                byte[] header = tar.readNBytes(TAR_BLOCK);
                String name = new String(header, 0, 100, StandardCharsets.UTF_8).trim();
                int size = Integer.parseInt(new String(header, 124, 11, StandardCharsets.US_ASCII).trim(), 8);
                if (name.equals("package/recommended-feature-flags.json")) {
                    return Synthesized.JSON.readValue(tar.readNBytes(size), Map.class);
                }
                tar.skipNBytes((size + TAR_BLOCK - 1) / TAR_BLOCK * (long) TAR_BLOCK);
            }
        }
    }
}
