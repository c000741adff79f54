package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FunctionTest {

    private static final Synthesized LAB = Synthesized.with();
    private static final JsonNode FUNCTION = LAB.properties("Function/Resource");

    @Test
    void hasTheNameOfTheLab() {
        assertThat(FUNCTION.path("FunctionName").asText()).isEqualTo("ZipS3Images");
    }

    @Test
    void runsOnJava25AndArm() {
        assertThat(FUNCTION.path("Runtime").asText())
                .as("under SnapStart, this runtime compiles with C2 as well")
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
    void passesItsSettingsInTheEnvironment() {
        Map<String, String> variables = new LinkedHashMap<>();
        FUNCTION.at("/Environment/Variables")
                .propertyStream()
                .forEach(variable -> variables.put(variable.getKey(), Synthesized.render(variable.getValue())));
        assertThat(variables)
                .as("with the owner, S3 refuses requests once another account has taken the bucket's name")
                .isEqualTo(Map.of(
                        "ZIPS3_BUCKET", "calabs-bucket-${AWS::StackId split /[2]}",
                        "ZIPS3_BUCKET_OWNER", "${AWS::AccountId}",
                        "ZIPS3_IMAGE_PREFIX", "images/",
                        "ZIPS3_IMAGE_SUFFIX", ".png",
                        "ZIPS3_ZIP_PREFIX", "zip/"));
    }

    @Test
    void mayRunForFiveMinutes() {
        assertThat(FUNCTION.path("Timeout").asInt())
                .as("the lab raises Lambda's default of 3 s")
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
    void logsJsonToItsOwnLogGroup() {
        assertThat(FUNCTION.at("/LoggingConfig/LogFormat").asText())
                .as("queries and metrics need fields")
                .isEqualTo("JSON");
        assertThat(Synthesized.render(FUNCTION.at("/LoggingConfig/LogGroup")))
                .isEqualTo("${" + LAB.id("Logs/Resource") + "}");
        JsonNode logs = LAB.properties("Logs/Resource");
        assertThat(logs.path("LogGroupName").asText())
                .as("the name that the console expects")
                .isEqualTo("/aws/lambda/ZipS3Images");
        assertThat(logs.path("RetentionInDays").asInt())
                .as("a log group that Lambda creates never expires")
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
    void hasNoVersionAndNoAliasWithoutSnapStart() {
        Synthesized plain = Synthesized.with("snapStart=false");
        assertThat(plain.properties("Function/Resource").path("SnapStart").isMissingNode())
                .isTrue();
        assertThat(plain.resources("AWS::Lambda::Version")).isEmpty();
        assertThat(plain.resources("AWS::Lambda::Alias")).isEmpty();
    }
}
