package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

final class FunctionTest {

    private static final Synthesized LAB = Synthesized.with();
    private static final JsonNode FUNCTION = LAB.properties("Function/Resource");

    @Test
    void hasTheLabsName() {
        assertThat(FUNCTION.path("FunctionName").asText()).isEqualTo("ZipS3Images");
    }

    @Test
    void runsOnTheNewestJavaAndTheCheaperProcessor() {
        assertThat(FUNCTION.path("Runtime").asText())
                .as("the runtime whose JIT goes beyond C1 under SnapStart")
                .isEqualTo("java25");
        assertThat(FUNCTION.path("Architectures")).extracting(JsonNode::asText).containsExactly("arm64");
    }

    @Test
    void hasOneVirtualProcessor() {
        assertThat(FUNCTION.path("MemorySize").asInt())
                .as("1,769 MiB is one vCPU; the encoder has one thread, more would idle")
                .isEqualTo(1_769);
    }

    @Test
    void mayTakeFiveMinutes() {
        assertThat(FUNCTION.path("Timeout").asInt())
                .as("Lambda's default of 3 s is what the lab raises")
                .isEqualTo(300);
    }

    @Test
    void startsFromASnapshotOfAPublishedVersion() {
        assertThat(FUNCTION.at("/SnapStart/ApplyOn").asText()).isEqualTo("PublishedVersions");
        assertThat(LAB.resources("AWS::Lambda::Version")).hasSize(1);
        JsonNode alias = LAB.properties("Function/Live/Resource");
        assertThat(alias.path("Name").asText()).isEqualTo("live");
        assertThat(Synthesized.render(alias.path("FunctionVersion")))
                .as("$LATEST has no snapshot")
                .isEqualTo("${" + LAB.id("Function/CurrentVersion/Resource") + ".Version}");
    }

    @Test
    void logsJsonToAGroupOfItsOwn() {
        assertThat(FUNCTION.at("/LoggingConfig/LogFormat").asText())
                .as("queries and metrics read fields")
                .isEqualTo("JSON");
        assertThat(Synthesized.render(FUNCTION.at("/LoggingConfig/LogGroup")))
                .isEqualTo("${" + LAB.id("Logs/Resource") + "}");
        JsonNode logs = LAB.properties("Logs/Resource");
        assertThat(logs.path("LogGroupName").asText())
                .as("where everybody looks first")
                .isEqualTo("/aws/lambda/ZipS3Images");
        assertThat(logs.path("RetentionInDays").asInt())
                .as("a group that Lambda makes keeps its lines for ever")
                .isEqualTo(7);
    }

    @Test
    void followsTheSettings() {
        Synthesized chosen = Synthesized.with("timeoutSeconds=900", "memoryMiB=10240", "logRetentionDays=3653");
        JsonNode function = chosen.properties("Function/Resource");
        assertThat(function.path("Timeout").asInt()).isEqualTo(900);
        assertThat(function.path("MemorySize").asInt()).isEqualTo(10_240);
        assertThat(chosen.resources("AWS::Logs::LogGroup"))
                .hasSize(2)
                .allMatch(group -> group.at("/Properties/RetentionInDays").asInt() == 3_653);
    }

    @Test
    void withoutSnapStartThereIsNothingButTheFunction() {
        Synthesized plain = Synthesized.with("snapStart=false");
        assertThat(plain.properties("Function/Resource").path("SnapStart").isMissingNode())
                .isTrue();
        assertThat(plain.resources("AWS::Lambda::Version")).isEmpty();
        assertThat(plain.resources("AWS::Lambda::Alias"))
                .as("an alias of $LATEST would be one thing more that can be wrong")
                .isEmpty();
    }
}
