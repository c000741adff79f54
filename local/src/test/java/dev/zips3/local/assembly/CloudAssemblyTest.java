package dev.zips3.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudAssemblyTest {

    private static final String STACK = """
            {"type": "aws:cloudformation:stack", "displayName": "Lab", "environment": "aws://unknown-account/eu-west-1",
             "properties": {"templateFile": "Lab.template.json"}}""";
    private static final String ASSETS = """
            {"type": "cdk:asset-manifest", "properties": {"file": "Lab.assets.json"}}""";

    @TempDir
    Path directory;

    @Test
    void readsTheStackFromTheManifest() throws Exception {
        write("manifest.json", "{'artifacts': {'Lab': " + STACK + ", 'Lab.assets': " + ASSETS + "}}");
        write("Lab.template.json", "{'Outputs': {'Where': {'Value': {'Ref': 'AWS::Region'}}, 'What': {'Value': 'x'}}}");

        Template template = new CloudAssembly(directory).template();

        assertThat(template.stackName()).isEqualTo("Lab");
        assertThat(template.region()).isEqualTo("eu-west-1");
        assertThat(template.outputs()).containsExactly(Map.entry("Where", "eu-west-1"), Map.entry("What", "x"));
    }

    @Test
    void findsAnAssetByItsObjectKey() throws Exception {
        write("manifest.json", "{'artifacts': {'Lab.assets': " + ASSETS + "}}");
        write(
                "Lab.assets.json",
                "{'files': {'abc': {'source': {'path': 'asset.abc.jar'},"
                        + " 'destinations': {'current': {'bucketName': 'assets', 'objectKey': 'abc.jar'}}}}}");
        CloudAssembly assembly = new CloudAssembly(directory);

        assertThat(assembly.asset("abc.jar")).isEqualTo(directory.resolve("asset.abc.jar"));
        assertThatThrownBy(() -> assembly.asset("other.jar"))
                .isInstanceOf(TemplateException.class)
                .hasMessage(directory + " has no asset other.jar");
    }

    @Test
    void requiresExactlyOneStack() throws Exception {
        write("manifest.json", "{'artifacts': {}}");
        assertThatThrownBy(() -> new CloudAssembly(directory).template())
                .isInstanceOf(TemplateException.class)
                .hasMessage(directory + " has 0 stacks; the lab runs one");

        write("manifest.json", "{'artifacts': {'Lab': " + STACK + ", 'Other': " + STACK + "}}");
        assertThatThrownBy(() -> new CloudAssembly(directory).template())
                .isInstanceOf(TemplateException.class)
                .hasMessage(directory + " has 2 stacks; the lab runs one");
    }

    @Test
    void reportsAMissingManifest() {
        assertThatThrownBy(() -> new CloudAssembly(directory).template())
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("manifest.json");
    }

    private void write(String file, String json) throws IOException {
        Files.writeString(directory.resolve(file), json.replace('\'', '"'));
    }
}
