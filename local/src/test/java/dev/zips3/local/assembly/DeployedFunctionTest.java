package dev.zips3.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeployedFunctionTest {

    @Test
    void enforcesTheRangesOfLambda() {
        assertThatThrownBy(() -> function("f", 127, Duration.ofSeconds(30))).hasMessageContaining("127", "128");
        assertThatThrownBy(() -> function("f", 10_241, Duration.ofSeconds(30))).hasMessageContaining("10241");
        assertThatThrownBy(() -> function("f", 256, Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> function("f", 256, Duration.ofSeconds(901))).hasMessageContaining("PT15M1S");
        assertThatThrownBy(() -> function(" ", 256, Duration.ofSeconds(30))).hasMessageContaining("name");
        assertThat(function("f", 10_240, Duration.ofMinutes(15)).memoryMiB()).isEqualTo(10_240);
    }

    private static DeployedFunction function(String name, int memoryMiB, Duration timeout) {
        Path code = Path.of("function.jar");
        return new DeployedFunction(
                name, "arn", "1", "a.B", memoryMiB, timeout, Map.of(), code, "log", "Text", "us-east-1");
    }
}
