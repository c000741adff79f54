package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.assertions.Template;

final class CycleTest {

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void noVariantDependsOnItself(String snapStart, String retainImages) {
        assertThatCode(() ->
                        Template.fromStack(Synthesized.stack("snapStart=" + snapStart, "retainImages=" + retainImages)))
                .as("one reference from role, permission or environment to the bucket closes a cycle;"
                        + " synth does not look for it, CloudFormation refuses it")
                .doesNotThrowAnyException();
    }
}
