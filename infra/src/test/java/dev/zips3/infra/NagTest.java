package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagReportFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;

/**
 * Compares the findings of cdk-nag's AwsSolutions rules with the accepted ones.
 *
 * <p>A finding that is not accepted fails the test, and so does an acceptance without a finding. The table is here and
 * not in the stack, so that a deployment does not need the tool.
 */
final class NagTest {

    private static final List<Accepted> ACCEPTED = List.of(
            new Accepted(
                    "Bucket/Resource",
                    "AwsSolutions-S1",
                    1,
                    "access logs need a second bucket, which the lab does not have"),
            new Accepted("Failures/Resource", "AwsSolutions-SQS3", 1, "this queue is the last stop for failures"),
            new Accepted(
                    "Role/Resource",
                    "AwsSolutions-IAM5",
                    2,
                    "images/*.png and zip/*.png.zip: users choose the keys; each folder has its own few actions"));

    @TempDir
    private Path outdir;

    @ParameterizedTest
    @ValueSource(strings = {"snapStart=true", "snapStart=false"})
    void hasExactlyTheAcceptedFindings(String option) throws IOException {
        assertThat(findings(option))
                .as("look at a finding that is only here; delete an acceptance that is only in the table")
                .isEqualTo(ACCEPTED.stream().collect(Collectors.toMap(Accepted::finding, Accepted::times)));
    }

    private Map<String, Long> findings(String option) throws IOException {
        // off: the findings are annotations, which this flag makes fail the synth before the comparison
        App app = Synthesized.app(outdir, List.of(option, "@aws-cdk/core:annotationsInValidationReport="));
        Stack stack = Synthesized.stack(app);
        Aspects.of(stack)
                .add(AwsSolutionsChecks.Builder.create()
                        .reportFormats(List.of(NagReportFormat.JSON))
                        .build());
        app.synth();
        JsonNode report = Synthesized.JSON.readTree(
                outdir.resolve("AwsSolutions-ZipS3Images-NagReport.json").toFile());
        return Synthesized.elements(report.path("lines"))
                .filter(line -> !line.path("compliance").asText().equals("Compliant"))
                .map(line -> line.path("resourceId").asText() + " "
                        + line.path("ruleId").asText())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private record Accepted(String resource, String rule, long times, String reason) {

        String finding() {
            return "ZipS3Images/" + resource + " " + rule;
        }
    }
}
