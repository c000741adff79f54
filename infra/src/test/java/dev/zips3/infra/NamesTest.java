package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
        Synthesized chosen = Synthesized.with("uniqueId=anna-2026");
        assertThat(names(chosen)).contains("calabs-bucket-anna-2026", "ZipS3Images", "lambda_s3_write");
        assertThat(chosen.manifest()
                        .at("/artifacts/ZipS3Images-Bucket-anna-2026/type")
                        .asText())
                .isEqualTo("aws:cloudformation:stack");
    }

    @Test
    void namesTheRoleAfterTheRegionOutsideTheLabsRegion() {
        assertThat(names(Synthesized.with("region=eu-central-1", "suffix=-blue")))
                .as("names of roles are unique in all regions of an account, the others in one region")
                .contains("lambda_s3_write-eu-central-1-blue", "ZipS3Images-blue", "/aws/lambda/ZipS3Images-blue");
    }

    @Test
    void givesStacksOfDifferentBucketsDifferentNames() {
        Map<String, List<Map<String, String>>> optionsByStack = everyTwoOptions()
                .collect(Collectors.groupingBy(options -> Settings.from(options).stackName()));
        assertThat(optionsByStack.values())
                .as("or CloudFormation would replace the bucket and delete its images, if an option is forgotten")
                .hasSizeGreaterThan(10)
                .allSatisfy(sameStack -> assertThat(sameStack.stream()
                                .map(Settings::from)
                                .map(NamesTest::bucketName)
                                .distinct())
                        .hasSize(1));
    }

    @Test
    void givesTheStackANameThatCloudFormationAllows() {
        assertThat(everyTwoOptions().map(options -> Settings.from(options).stackName()))
                .as("https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html")
                .allMatch(name -> name.matches("[a-zA-Z][-a-zA-Z0-9]{0,127}"));
    }

    @Test
    void fixesTheRegionButNotTheAccount() {
        assertThat(environment(Synthesized.with())).isEqualTo("aws://unknown-account/us-west-2");
        assertThat(environment(Synthesized.with("region=eu-central-1")))
                .isEqualTo("aws://unknown-account/eu-central-1");
    }

    /** The defaults, each option alone, and each pair of options; the values of two options are alike on purpose. */
    private static Stream<Map<String, String>> everyTwoOptions() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("uniqueId", List.of("anna", "a", "a-b", "bucket-a", "1", "a".repeat(35)));
        values.put("suffix", List.of("-anna", "-a", "-b", "-a-b", "-bucket-a", "-1"));
        values.put("region", List.of("eu-central-1"));
        values.put("retainImages", List.of("true"));
        values.put("snapStart", List.of("false"));
        values.put("timeoutSeconds", List.of("60"));
        values.put("memoryMiB", List.of("512"));
        values.put("logRetentionDays", List.of("1"));
        values.put("imagePrefix", List.of("in/"));
        values.put("imageSuffix", List.of(".jpg"));
        values.put("zipPrefix", List.of("out/"));
        assertThat(values).containsOnlyKeys(Synthesized.OPTIONS);
        return values.keySet().stream()
                .flatMap(first -> values.keySet().stream()
                        .flatMap(second -> orNone(values.get(first))
                                .flatMap(one ->
                                        orNone(values.get(second)).map(other -> options(first, one, second, other)))));
    }

    private static Stream<Optional<String>> orNone(List<String> values) {
        return Stream.concat(Stream.of(Optional.empty()), values.stream().map(Optional::of));
    }

    private static Map<String, String> options(
            String first, Optional<String> one, String second, Optional<String> other) {
        Map<String, String> options = new LinkedHashMap<>();
        one.ifPresent(value -> options.put(first, value));
        other.ifPresent(value -> options.put(second, value));
        return options;
    }

    private static String bucketName(Settings settings) {
        return settings.bucketName(() -> "<uuid>");
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
