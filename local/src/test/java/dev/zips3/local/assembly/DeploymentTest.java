package dev.zips3.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.zips3.local.assembly.DeployedFunction.Logging;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentTest {

    private static final String FUNCTION = "AWS::Lambda::Function";
    private static final String BUCKET = "AWS::S3::Bucket";
    private static final String INVOKE_CONFIG = "AWS::Lambda::EventInvokeConfig";
    private static final String ARN = "arn:aws:lambda:us-west-2:000000000000:function:zipper";

    @TempDir
    Path directory;

    private FixtureAssembly assembly;

    @BeforeEach
    void createAssembly() throws IOException {
        assembly = FixtureAssembly.in(directory);
    }

    @Test
    void readsTheBucket() throws Exception {
        DeployedBucket bucket = assembly.deployment().bucket();

        assertThat(bucket.name()).isEqualTo(FixtureAssembly.BUCKET);
        assertThat(bucket.region()).isEqualTo("us-west-2");
        assertThat(bucket.owner()).isEqualTo("000000000000");
        assertThat(bucket.objectOwnership()).isEqualTo("BucketOwnerPreferred");
        assertThat(bucket.publicAccessBlock()).isEqualTo(new PublicAccessBlock(true, true, true, false));
        assertThat(bucket.notifications()).singleElement().satisfies(rule -> {
            assertThat(rule.events()).containsExactly("s3:ObjectCreated:*");
            assertThat(rule.prefix()).isEqualTo("images/");
            assertThat(rule.suffix()).isEqualTo(".png");
            assertThat(rule.functionArn()).isEqualTo(ARN + ":live");
        });
    }

    @Test
    void readsWhatTheBucketSaysOfItself() throws Exception {
        DeployedBucket bucket = assembly.with(
                        BUCKET, "/Tags", List.of(Map.of("Key", "owner", "Value", Map.of("Ref", "AWS::AccountId"))))
                .deployment()
                .bucket();

        assertThat(bucket.policy())
                .contains("{\"Statement\":[{\"Effect\":\"Deny\",\"Resource\":\"" + bucket.arn() + "/*\"}]}");
        assertThat(bucket.properties().at("/Tags/0/Value").asText()).isEqualTo("000000000000");
    }

    @ParameterizedTest
    @CsvSource({"prefix, suffix", "Prefix, Suffix", "PREFIX, SUFFIX"})
    void readsTheNamesOfFilterRulesInAnyCase(String prefix, String suffix) throws Exception {
        assembly.with(
                BUCKET,
                "/NotificationConfiguration/LambdaConfigurations/0/Filter/S3Key/Rules",
                List.of(Map.of("Name", prefix, "Value", "in/"), Map.of("Name", suffix, "Value", ".gif")));

        assertThat(assembly.deployment().bucket().notifications().get(0).filter())
                .isEqualTo("s3:ObjectCreated:* of in/….gif");
    }

    @Test
    void readsTheFunction() throws Exception {
        DeployedFunction function = assembly.deployment().function();

        assertThat(function.name()).isEqualTo("zipper");
        assertThat(function.arn()).isEqualTo(ARN + ":live");
        assertThat(function.version()).isEqualTo("1");
        assertThat(function.handler()).isEqualTo("example.Zipper::handleRequest");
        assertThat(function.memoryMiB()).isEqualTo(512);
        assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(77));
        assertThat(function.environment()).containsOnly(entry("ZIP_PREFIX", "zip/"), entry("OWNER", "000000000000"));
        assertThat(function.runtime()).isEqualTo("java21");
        assertThat(function.snapStart()).isFalse();
        assertThat(function.logging()).isEqualTo(new Logging("/aws/lambda/zipper", "JSON", Optional.of("WARN")));
        assertThat(function.region()).isEqualTo("us-west-2");
        assertThat(function.code()).isEqualTo(assembly.code());
    }

    @Test
    void readsRetriesAndOutputs() throws Exception {
        Deployment deployment = assembly.deployment();

        assertThat(deployment.eventInvokeConfig())
                .isEqualTo(new EventInvokeConfig(
                        1, Duration.ofHours(1), Optional.of("arn:aws:sqs:us-west-2:000000000000:failures")));
        assertThat(deployment.outputs())
                .containsExactly(
                        entry("UploadCommand", "aws s3 cp image.png s3://" + FixtureAssembly.BUCKET + "/images/"),
                        entry("FailureQueueUrl", "https://sqs.us-west-2.amazonaws.com/000000000000/failures"));
    }

    @Test
    void invokesTheLatestCodeWithoutAnAlias() throws Exception {
        Deployment deployment = assembly.with(
                        BUCKET,
                        "/NotificationConfiguration/LambdaConfigurations/0/Function",
                        Map.of("Fn::GetAtt", List.of("Function", "Arn")))
                .with(INVOKE_CONFIG, "/Qualifier", "$LATEST")
                .deployment();

        assertThat(deployment.function().arn()).isEqualTo(ARN);
        assertThat(deployment.function().version()).isEqualTo("$LATEST");
        assertThat(deployment.eventInvokeConfig().maximumRetries()).isEqualTo(1);
    }

    @Test
    void startsOnlyAPublishedVersionFromASnapshot() throws Exception {
        assembly.with(FUNCTION, "/SnapStart", Map.of("ApplyOn", "PublishedVersions"));
        assertThat(assembly.deployment().function().snapStart()).isTrue();

        assembly.with("AWS::Lambda::Alias", "/FunctionVersion", "$LATEST");
        assertThat(assembly.deployment().function().snapStart()).isFalse();

        assembly.with("AWS::Lambda::Alias", "/FunctionVersion", "1")
                .with(FUNCTION, "/SnapStart", Map.of("ApplyOn", "None"));
        assertThat(assembly.deployment().function().snapStart()).isFalse();
    }

    @Test
    void takesTheDefaultsOfAws() throws Exception {
        Deployment deployment = assembly.with(FUNCTION, "/MemorySize", null)
                .with(FUNCTION, "/Timeout", null)
                .with(FUNCTION, "/LoggingConfig", null)
                .with(INVOKE_CONFIG, "/MaximumRetryAttempts", null)
                .with(INVOKE_CONFIG, "/MaximumEventAgeInSeconds", null)
                .with(INVOKE_CONFIG, "/DestinationConfig", null)
                .with(BUCKET, "/OwnershipControls", null)
                .with(BUCKET, "/PublicAccessBlockConfiguration", null)
                .with(BUCKET, "/NotificationConfiguration/LambdaConfigurations/0/Filter", null)
                .deployment();

        assertThat(deployment.function().memoryMiB()).isEqualTo(128);
        assertThat(deployment.function().timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(deployment.function().logging())
                .isEqualTo(new Logging("/aws/lambda/zipper", "Text", Optional.empty()));
        assertThat(deployment.eventInvokeConfig())
                .isEqualTo(new EventInvokeConfig(2, Duration.ofHours(6), Optional.empty()));
        assertThat(deployment.bucket().objectOwnership()).isEqualTo("BucketOwnerEnforced");
        assertThat(deployment.bucket().publicAccessBlock()).isEqualTo(PublicAccessBlock.ALL);
        assertThat(deployment.bucket().notifications().get(0).matches("ObjectCreated:Put", "anything"))
                .isTrue();
    }

    @Test
    void ignoresTheInvokeConfigOfAnotherQualifier() throws Exception {
        Deployment deployment =
                assembly.with(INVOKE_CONFIG, "/Qualifier", "$LATEST").deployment();

        assertThat(deployment.eventInvokeConfig().onFailure()).isEmpty();
    }

    @Test
    void refusesABucketThatNotifiesTwoFunctions() throws Exception {
        Map<String, String> one = Map.of("Event", "s3:ObjectCreated:*", "Function", ARN);
        Map<String, String> other = Map.of("Event", "s3:ObjectCreated:*", "Function", ARN + ":live");
        assembly.with(BUCKET, "/NotificationConfiguration/LambdaConfigurations", List.of(one, other));

        assertThatThrownBy(assembly::deployment)
                .isInstanceOf(TemplateException.class)
                .hasMessage("the bucket notifies several functions; the lab runs one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWS::Lambda::Function | /MemorySize | 64 | memoryMiB is 64, must be 128 to 10240",
                "AWS::Lambda::Function | /MemorySize | lots | has MemorySize=lots, not a whole number",
                "AWS::Lambda::Function | /Timeout | 901 | timeout is PT15M1S, must be PT1S to PT15M",
                "AWS::Lambda::Function | /Handler | | has no Handler",
                "AWS::Lambda::Function | /Runtime | | AWS::Lambda::Function Function has no Runtime",
                "AWS::Lambda::Function | /Runtime | python3.13 |"
                        + " AWS::Lambda::Function Function has Runtime=python3.13; the lab runs Java only",
                "AWS::Lambda::Function | /Runtime | provided.al2023 | has Runtime=provided.al2023; the lab runs Java only",
                "AWS::Lambda::Function | /Code/S3Key | other.jar | has no asset other.jar",
                "AWS::Lambda::EventInvokeConfig | /MaximumRetryAttempts | 3 | maximumRetries is 3, must be 0 to 2",
                "AWS::Lambda::EventInvokeConfig | /MaximumEventAgeInSeconds | 59 | must be PT1M to PT6H",
                "AWS::S3::Bucket | /NotificationConfiguration | | the template has 0 buckets that notify a function",
                "AWS::S3::Bucket | /NotificationConfiguration/LambdaConfigurations/0/Event | x | must start with 's3:'",
                "AWS::S3::Bucket | /NotificationConfiguration/LambdaConfigurations/0/Function | mine |"
                        + " the bucket notifies mine, which is not the ARN of a function",
                "AWS::S3::Bucket | /NotificationConfiguration/LambdaConfigurations/0/Function |"
                        + " arn:aws:lambda:us-west-2:000000000000:function:gone:live | the template has no function gone"
            })
    void saysWhatIsWrongWithATemplate(String type, String pointer, String value, String message) throws Exception {
        assembly.with(type, pointer, value);

        assertThatThrownBy(assembly::deployment)
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(message);
    }
}
