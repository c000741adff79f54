package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

final class DestroyTest {

    private static final Synthesized LAB = Synthesized.with();
    private static final Synthesized RETAINING = Synthesized.with("retainImages=true");
    private static final String PROVIDER = "Custom::S3AutoDeleteObjectsCustomResourceProvider/";

    @Test
    void leavesNothing() {
        assertThat(LAB.resources().filter(DestroyTest::isRetained))
                .as(
                        "what CloudFormation retains: the bucket's policy, which S3 deletes with the bucket, and the version,"
                                + " which Lambda deletes with the function")
                .extracting(resource -> resource.path("Type").asText())
                .containsExactlyInAnyOrder("AWS::S3::BucketPolicy", "AWS::Lambda::Version");
        assertThat(isRetained(LAB.resource("Bucket/Resource"))).isFalse();
        assertThat(isRetained(LAB.resource("Function/Resource"))).isFalse();
    }

    @Test
    void keepsTheBucketPolicyUntilTheBucketIsDeleted() {
        assertThat(isRetained(LAB.resource("Bucket/Policy/Resource")))
                .as("the emptying function adds a denial of writes to the policy: without the policy,"
                        + " a running invocation could put a ZIP into the bucket, and its deletion would fail")
                .isTrue();
    }

    @Test
    void emptiesTheBucketFirst() {
        assertThat(LAB.resources("Custom::S3AutoDeleteObjects"))
                .as("CloudFormation cannot delete a bucket with objects")
                .singleElement()
                .satisfies(emptying -> assertThat(Synthesized.render(emptying.at("/Properties/BucketName")))
                        .isEqualTo("${" + LAB.id("Bucket/Resource") + "}"));
    }

    @Test
    void deletesTheLogGroupOfEveryFunction() {
        assertThat(LAB.resources("AWS::Lambda::Function"))
                .as("a log group that Lambda creates by itself outlives the stack")
                .hasSize(2)
                .allSatisfy(function -> {
                    JsonNode group = LAB.template()
                            .at("/Resources/"
                                    + function.at("/Properties/LoggingConfig/LogGroup/Ref")
                                            .asText());
                    assertThat(group.path("Type").asText()).isEqualTo("AWS::Logs::LogGroup");
                    assertThat(group.path("DeletionPolicy").asText()).isEqualTo("Delete");
                });
    }

    @Test
    void allowsNoRoleToCreateLogGroups() {
        assertThat(LAB.resources("AWS::IAM::Role")).hasSize(2).allSatisfy(role -> {
            assertThat(role.toString()).doesNotContain("CreateLogGroup", "logs:*");
            assertThat(role.at("/Properties/ManagedPolicyArns").isMissingNode())
                    .as("AWSLambdaBasicExecutionRole has logs:CreateLogGroup")
                    .isTrue();
        });
    }

    @Test
    void allowsTheEmptyingFunctionToReadTagsAndWriteLogs() {
        JsonNode statements = LAB.properties(PROVIDER + "Role").at("/Policies/0/PolicyDocument/Statement");
        assertThat(statements).hasSize(2);
        assertThat(statements.get(0).path("Action").asText())
                .as("when retainImages is switched on, the function needs this right after CloudFormation removed its"
                        + " rights from the bucket's policy")
                .isEqualTo("s3:GetBucketTagging");
        assertThat(Synthesized.render(statements.get(0).path("Resource")))
                .isEqualTo("${" + LAB.id("Bucket/Resource") + ".Arn}");
        assertThat(statements.get(1).path("Action"))
                .extracting(JsonNode::asText)
                .containsExactly("logs:CreateLogStream", "logs:PutLogEvents");
        assertThat(Synthesized.render(statements.get(1).path("Resource")))
                .isEqualTo("${" + LAB.id("EmptyingLogs/Resource") + ".Arn}");
    }

    @Test
    void emptiesOnlyABucketWithTheTag() {
        String tag = "aws-cdk:auto-delete-objects";
        assertThat(LAB.properties("Bucket/Resource").path("Tags").toString()).contains(tag);
        assertThat(RETAINING.resource("Bucket/Resource").toString())
                .as("CloudFormation updates the bucket first and deletes the custom resource last: without the tag the"
                        + " emptying function keeps the images")
                .doesNotContain(tag);
    }

    @Test
    void keepsThePreviousVersionForTheAlias() {
        JsonNode version = LAB.resource("Function/CurrentVersion/Resource");
        assertThat(version.path("DeletionPolicy").asText())
                .as("a new version is a new resource, and CloudFormation deletes the old one;"
                        + " the version of a failed deployment must go, or Lambda refuses to publish it again")
                .isEqualTo("RetainExceptOnCreate");
    }

    @Test
    void deletesTheRetainedBucketOfAFailedFirstDeployment() {
        assertThat(RETAINING.resource("Bucket/Resource").path("DeletionPolicy").asText())
                .as("otherwise its name blocks the next deployment")
                .isEqualTo("RetainExceptOnCreate");
    }

    @Test
    void retainsTheBucketAndItsPolicyOnRequest() {
        assertThat(RETAINING.resources().filter(DestroyTest::isRetained))
                .as("without the policy, retained objects could be read over plain HTTP")
                .extracting(resource -> resource.path("Type").asText())
                .containsExactlyInAnyOrder("AWS::S3::Bucket", "AWS::S3::BucketPolicy", "AWS::Lambda::Version");
    }

    @Test
    void needsNoCustomResourceToRetain() {
        assertThat(RETAINING.resources().map(resource -> resource.path("Type").asText()))
                .as("only resources that CloudFormation itself provides")
                .allMatch(type -> type.startsWith("AWS::") && !type.startsWith("AWS::CloudFormation::"));
        assertThat(RETAINING.resources("AWS::Lambda::Function")).hasSize(1);
    }

    private static boolean isRetained(JsonNode resource) {
        return !resource.path("DeletionPolicy").asText("Delete").equals("Delete");
    }
}
