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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;

/**
 * The findings of cdk-nag's AwsSolutions rules are exactly the accepted ones.
 *
 * <p>That they are exactly those says two things at once: nothing is wrong that nobody has looked at, and no acceptance
 * outlives its finding. The table is here and not in the stack, so that nothing of the tool is needed to deploy.
 */
final class NagTest {

    private static final List<Accepted> ACCEPTED = List.of(
            new Accepted(
                    "Bucket/Resource", "AwsSolutions-S1", 1, "access logs need a second bucket, which the lab has not"),
            new Accepted("Failures/Resource", "AwsSolutions-SQS3", 1, "this queue is itself where failures end"),
            new Accepted(
                    "Role/Resource",
                    "AwsSolutions-IAM5",
                    2,
                    "images/* and zip/*: the keys are the users', and each folder has its own few actions"));

    @TempDir
    private Path outdir;

    @Test
    void theLabHasTheAcceptedFindingsAndNoOther() throws IOException {
        assertThat(findings("snapStart=true"))
                .as("a finding that is not in the table is new; one only in the table is gone, remove it there")
                .isEqualTo(ACCEPTED.stream().collect(Collectors.toMap(Accepted::finding, Accepted::times)));
    }

    @Test
    void theVariantForEmulatorsHasNoFurtherOnes() throws IOException {
        assertThat(findings("snapStart=false").keySet())
                .isEqualTo(ACCEPTED.stream().map(Accepted::finding).collect(Collectors.toSet()));
    }

    @Test
    void everyAcceptanceHasAReason() {
        assertThat(ACCEPTED).allMatch(accepted -> accepted.reason().length() > 20);
    }

    private Map<String, Long> findings(String option) throws IOException {
        // or the findings, which are annotations, fail the synth before one can compare them
        Stack stack = Synthesized.stack(outdir, option, "@aws-cdk/core:annotationsInValidationReport=");
        Aspects.of(stack)
                .add(AwsSolutionsChecks.Builder.create()
                        .reportFormats(List.of(NagReportFormat.JSON))
                        .build());
        ((App) App.of(stack)).synth();
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
