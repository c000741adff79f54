package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.assertions.Template;

final class CycleTest {

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void hasNoCycleInAnyVariant(String snapStart, String retainImages, @TempDir Path outdir) {
        List<String> options = List.of("snapStart=" + snapStart, "retainImages=" + retainImages);
        assertThatCode(() -> Template.fromStack(Synthesized.stack(Synthesized.app(outdir, options))))
                .as("one reference from role, permission or environment to the bucket closes a cycle;"
                        + " synth does not look for it, CloudFormation refuses it")
                .doesNotThrowAnyException();
    }
}
