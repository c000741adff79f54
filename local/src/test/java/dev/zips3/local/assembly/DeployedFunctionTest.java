package dev.zips3.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zips3.local.lambda.host.FunctionProcess;
import dev.zips3.local.lambda.host.RuntimeClient;
import dev.zips3.local.lambda.host.RuntimeSettings;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeployedFunctionTest {

    @Test
    void theRangesAreThoseOfLambda() {
        assertThatThrownBy(() -> function("f", 127, Duration.ofSeconds(30))).hasMessageContaining("127", "128");
        assertThatThrownBy(() -> function("f", 10_241, Duration.ofSeconds(30))).hasMessageContaining("10241");
        assertThatThrownBy(() -> function("f", 256, Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> function("f", 256, Duration.ofSeconds(901))).hasMessageContaining("PT15M1S");
        assertThatThrownBy(() -> function(" ", 256, Duration.ofSeconds(30))).hasMessageContaining("name");
        assertThat(function("f", 10_240, Duration.ofMinutes(15)).memoryMiB()).isEqualTo(10_240);
    }

    @Test
    void theHeapIsWhatLambdaLeavesForIt() {
        assertThat(FunctionProcess.heapKiB(3008)).isEqualTo(2_834_432);
        assertThat(FunctionProcess.heapKiB(512)).isEqualTo(445_646);
        assertThat(FunctionProcess.heapKiB(10_240)).isEqualTo(10_240_000);
        assertThat(FunctionProcess.initialHeapKiB(1769)).isEqualTo(28_304);
        assertThat(FunctionProcess.initialHeapKiB(128)).isEqualTo(8192);
    }

    @Test
    void theClientIsTheClosestToLambdaThatRuns() {
        assertThat(RuntimeClient.closestToLambda("Linux", "amd64")).isEqualTo(RuntimeClient.AWS);
        assertThat(RuntimeClient.closestToLambda("Linux", "aarch64")).isEqualTo(RuntimeClient.AWS);
        assertThat(RuntimeClient.closestToLambda("Linux", "riscv64")).isEqualTo(RuntimeClient.PORTABLE);
        assertThat(RuntimeClient.closestToLambda("Mac OS X", "aarch64")).isEqualTo(RuntimeClient.PORTABLE);
    }

    @Test
    void theFunctionsCodeComesLast() {
        Path code = Path.of("function.jar").toAbsolutePath();

        for (RuntimeClient client : RuntimeClient.values()) {
            assertThat(List.of(client.classPath(code).split(File.pathSeparator, -1)))
                    .endsWith(code.toString())
                    .doesNotHaveDuplicates()
                    .hasSizeGreaterThan(3);
        }
    }

    @Test
    void settingsNeedAnEnvironment() {
        assertThatThrownBy(() -> new RuntimeSettings(RuntimeClient.AWS, Map.of(), List.of(), 0))
                .hasMessageContaining("0");
    }

    private static DeployedFunction function(String name, int memoryMiB, Duration timeout) {
        Path code = Path.of("function.jar");
        return new DeployedFunction(
                name, "arn", "1", "a.B", memoryMiB, timeout, Map.of(), code, "log", "Text", "us-east-1");
    }
}
