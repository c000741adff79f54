package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FunctionRoleTest {

    private static final Synthesized LAB = Synthesized.with();
    private static final JsonNode ROLE = LAB.properties("Role/Resource");
    private static final String BUCKET = "arn:${AWS::Partition}:s3:::calabs-bucket-${AWS::StackId split /[2]}";

    @Test
    void hasTheNameOfTheLab() {
        assertThat(ROLE.path("RoleName").asText()).isEqualTo("lambda_s3_write");
    }

    @Test
    void trustsOnlyLambda() {
        assertThat(ROLE.at("/AssumeRolePolicyDocument/Statement"))
                .as("another principal would get the rights to the images")
                .singleElement()
                .satisfies(trust -> {
                    assertThat(trust.path("Principal")).hasSize(1);
                    assertThat(trust.at("/Principal/Service").asText()).isEqualTo("lambda.amazonaws.com");
                    assertThat(trust.path("Action").asText()).isEqualTo("sts:AssumeRole");
                });
    }

    @Test
    void allowsExactlyTheseActions() {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        expected.put(BUCKET + "/images/*.png", List.of("s3:GetObject"));
        expected.put(BUCKET + "/zip/*.png.zip", List.of("s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"));
        expected.put(BUCKET, List.of("s3:ListBucket"));
        expected.put("${" + LAB.id("Logs/Resource") + ".Arn}", List.of("logs:CreateLogStream", "logs:PutLogEvents"));
        expected.put("${" + LAB.id("Failures/Resource") + ".Arn}", List.of("sqs:SendMessage"));

        assertThat(ROLE.path("Policies")).hasSize(1);
        assertThat(granted(ROLE.at("/Policies/0/PolicyDocument/Statement")))
                .as("images are read, never written; no other bucket, queue or log group")
                .isEqualTo(expected);
    }

    @Test
    void listsWithoutACondition() {
        assertThat(ROLE.at("/Policies/0/PolicyDocument/Statement"))
                .as("a GET has no s3:prefix: with a condition on it a missing key is a 403 again")
                .allMatch(statement -> statement.path("Condition").isMissingNode());
    }

    @Test
    void hasNoOtherPolicy() {
        assertThat(ROLE.path("ManagedPolicyArns").isMissingNode())
                .as("AWSLambdaBasicExecutionRole may create any log group")
                .isTrue();
        assertThat(LAB.resources("AWS::IAM::Policy"))
                .as("CDK's grants would add one")
                .isEmpty();
    }

    @Test
    void followsTheSettings() {
        JsonNode statements = Synthesized.with("imagePrefix=in/a/", "imageSuffix=.jpg", "zipPrefix=out/")
                .properties("Role/Resource")
                .at("/Policies/0/PolicyDocument/Statement");
        assertThat(granted(statements)).containsKeys(BUCKET + "/in/a/*.jpg", BUCKET + "/out/*.jpg.zip");
    }

    private static Map<String, List<String>> granted(JsonNode statements) {
        Map<String, List<String>> granted = new LinkedHashMap<>();
        for (JsonNode statement : statements) {
            assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
            JsonNode actions = statement.path("Action");
            granted.put(
                    Synthesized.render(statement.path("Resource")),
                    actions.isArray()
                            ? Synthesized.elements(actions)
                                    .map(JsonNode::asText)
                                    .sorted()
                                    .toList()
                            : List.of(actions.asText()));
        }
        return granted;
    }
}
