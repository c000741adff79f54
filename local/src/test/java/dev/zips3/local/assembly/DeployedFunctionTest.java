package dev.zips3.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zips3.local.assembly.DeployedFunction.Logging;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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

    @Test
    void knowsTheVersionOfJava() {
        assertThat(runtime("java8.al2").javaVersion()).isEqualTo(8);
        assertThat(runtime("java25").javaVersion()).isEqualTo(25);
        assertThatThrownBy(() -> runtime("javascript")).hasMessage("runtime is 'javascript', must be one of Java");
    }

    private static DeployedFunction runtime(String runtime) {
        return function("f", runtime, 256, Duration.ofSeconds(30));
    }

    private static DeployedFunction function(String name, int memoryMiB, Duration timeout) {
        return function(name, "java17", memoryMiB, timeout);
    }

    private static DeployedFunction function(String name, String runtime, int memoryMiB, Duration timeout) {
        Logging logging = new Logging("log", "Text", Optional.empty());
        Path code = Path.of("function.jar");
        return new DeployedFunction(
                name, "arn", "1", false, runtime, "a.B", memoryMiB, timeout, Map.of(), code, logging, "us-east-1");
    }
}
