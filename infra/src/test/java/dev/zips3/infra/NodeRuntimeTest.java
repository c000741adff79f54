package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeRuntimeTest {

    @TempDir
    private Path directory;

    @Test
    void looksWhereTheLibraryLooks() {
        assertThat(NodeRuntime.of(Map.of()).command()).isEqualTo("node");
        assertThat(NodeRuntime.of(Map.of("JSII_NODE", "/opt/node")).command()).isEqualTo("/opt/node");
    }

    @Test
    void anOldOneIsNamedWithItsVersion() throws IOException {
        String node = nodeThatPrints("v18.20.4");
        assertThatThrownBy(() -> new NodeRuntime(node).check())
                .isInstanceOf(LabException.class)
                .hasMessage("Node.js v18.20.4 (" + node + ") is too old: install Node.js 20 or newer");
    }

    @Test
    void aNewOneIsTaken() throws IOException {
        String node = nodeThatPrints("v26.0.1");
        assertThatCode(() -> new NodeRuntime(node).check()).doesNotThrowAnyException();
    }

    private String nodeThatPrints(String version) throws IOException {
        Path script = Files.writeString(directory.resolve("node"), "#!/bin/sh\necho " + version + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }
}
