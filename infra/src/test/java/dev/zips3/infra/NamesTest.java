package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NamesTest {

    private static final Map<String, String> NAMES = Map.of(
            "AWS::S3::Bucket", "BucketName",
            "AWS::Lambda::Function", "FunctionName",
            "AWS::IAM::Role", "RoleName",
            "AWS::Logs::LogGroup", "LogGroupName",
            "AWS::SQS::Queue", "QueueName");

    @Test
    void usesTheNamesOfTheLab() {
        assertThat(names(Synthesized.with()))
                .containsExactlyInAnyOrder(
                        "calabs-bucket-${AWS::StackId split /[2]}",
                        "ZipS3Images",
                        "lambda_s3_write",
                        "/aws/lambda/ZipS3Images",
                        "ZipS3Images-failures");
    }

    @Test
    void appendsTheSuffixToEveryName() {
        Synthesized blue = Synthesized.with("suffix=-blue");
        assertThat(names(blue))
                .as("two stacks in one account cannot share a name")
                .containsExactlyInAnyOrder(
                        "calabs-bucket-${AWS::StackId split /[2]}-blue",
                        "ZipS3Images-blue",
                        "lambda_s3_write-blue",
                        "/aws/lambda/ZipS3Images-blue",
                        "ZipS3Images-failures-blue");
        assertThat(blue.manifest().at("/artifacts/ZipS3Images-blue/type").asText())
                .as("the stack's own name")
                .isEqualTo("aws:cloudformation:stack");
    }

    @Test
    void usesTheChosenUniqueId() {
        assertThat(names(Synthesized.with("uniqueId=anna-2026"))).contains("calabs-bucket-anna-2026");
    }

    @Test
    void fixesTheRegionButNotTheAccount() {
        assertThat(environment(Synthesized.with())).isEqualTo("aws://unknown-account/us-west-2");
        assertThat(environment(Synthesized.with("region=eu-central-1")))
                .isEqualTo("aws://unknown-account/eu-central-1");
    }

    private static String environment(Synthesized synthesized) {
        return synthesized.manifest().at("/artifacts/ZipS3Images/environment").asText();
    }

    private static Stream<String> names(Synthesized synthesized) {
        return synthesized
                .resources()
                .flatMap(resource -> NAMES.entrySet().stream()
                        .filter(entry ->
                                entry.getKey().equals(resource.path("Type").asText()))
                        .map(entry -> resource.path("Properties").path(entry.getValue())))
                // CloudFormation chooses the names for the emptying function
                .filter(name -> !name.isMissingNode())
                .map(Synthesized::render);
    }
}
