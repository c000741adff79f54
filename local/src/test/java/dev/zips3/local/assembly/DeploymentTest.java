package dev.zips3.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is run of the stack that is really synthesized, and of templates a little beside it. */
class DeploymentTest {

    private static final String FUNCTION = "AWS::Lambda::Function";
    private static final String BUCKET = "AWS::S3::Bucket";
    private static final String INVOCATION = "AWS::Lambda::EventInvokeConfig";
    private static final String NAME = "calabs-bucket-9660bf72-ce11-3518-bb8c-fbdaf8946109";
    private static final String ARN = "arn:aws:lambda:us-west-2:000000000000:function:ZipS3Images";

    @TempDir
    static Path directory;

    @TempDir
    Path own;

    private static FixtureAssembly synthesized;
    private FixtureAssembly changed;

    @BeforeAll
    static void synthesize() {
        synthesized = Assembly.synthesized(Map.of(), directory.resolve("default"));
    }

    @BeforeEach
    void copy() throws IOException {
        changed = synthesized.copy(own.resolve("copy"));
    }

    @Test
    void theBucketIsTheTemplates() throws Exception {
        DeployedBucket bucket = synthesized.deployment().bucket();

        assertThat(bucket.name()).isEqualTo(NAME);
        assertThat(bucket.region()).isEqualTo("us-west-2");
        assertThat(bucket.owner()).isEqualTo("000000000000");
        assertThat(bucket.objectOwnership()).isEqualTo("BucketOwnerPreferred");
        assertThat(bucket.publicAccessBlock()).isEqualTo(PublicAccessBlock.ALL);
        assertThat(bucket.notifications()).singleElement().satisfies(rule -> {
            assertThat(rule.events()).containsExactly("s3:ObjectCreated:*");
            assertThat(rule.prefix()).isEqualTo("images/");
            assertThat(rule.suffix()).isEqualTo(".png");
            assertThat(rule.functionArn()).isEqualTo(ARN + ":live");
        });
    }

    @Test
    void theFunctionIsTheTemplates() throws Exception {
        DeployedFunction function = synthesized.deployment().function();

        assertThat(function.name()).isEqualTo("ZipS3Images");
        assertThat(function.arn()).isEqualTo(ARN + ":live");
        assertThat(function.version()).isEqualTo("1");
        assertThat(function.handler()).isEqualTo("dev.zips3.function.ZipS3Images::handleRequest");
        assertThat(function.memoryMiB()).isEqualTo(1769);
        assertThat(function.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(function.environment())
                .containsOnly(
                        entry("ZIPS3_BUCKET", NAME),
                        entry("ZIPS3_BUCKET_OWNER", "000000000000"),
                        entry("ZIPS3_IMAGE_PREFIX", "images/"),
                        entry("ZIPS3_IMAGE_SUFFIX", ".png"),
                        entry("ZIPS3_ZIP_PREFIX", "zip/"));
        assertThat(function.logGroup()).isEqualTo("/aws/lambda/ZipS3Images");
        assertThat(function.logFormat()).isEqualTo("JSON");
        assertThat(function.region()).isEqualTo("us-west-2");
        assertThat(function.code()).hasSameBinaryContentAs(Assembly.ROOT.resolve("function/target/function.jar"));
    }

    @Test
    void invocationAndOutputsAreTheTemplates() throws Exception {
        Deployment deployment = synthesized.deployment();

        assertThat(deployment.invocation())
                .isEqualTo(new EventInvokeConfig(
                        2,
                        Duration.ofHours(6),
                        Optional.of("arn:aws:sqs:us-west-2:000000000000:ZipS3Images-failures")));
        assertThat(deployment.outputs())
                .containsEntry("BucketName", NAME)
                .containsEntry("FunctionArn", ARN + ":live")
                .containsEntry("UploadCommand", "aws s3 cp image.png s3://" + NAME + "/images/")
                .containsEntry(
                        "FailureQueueUrl", "https://sqs.us-west-2.amazonaws.com/000000000000/ZipS3Images-failures");
    }

    @Test
    void withoutAliasTheLatestCodeIsInvoked() throws Exception {
        Deployment deployment = Assembly.synthesized(
                        Map.of("snapStart", "false", "retainImages", "true", "region", "eu-central-1"),
                        own.resolve("latest"))
                .deployment();

        assertThat(deployment.function().arn()).isEqualTo(ARN.replace("us-west-2", "eu-central-1"));
        assertThat(deployment.function().version()).isEqualTo("$LATEST");
        assertThat(deployment.bucket().notifications().get(0).functionArn())
                .isEqualTo(deployment.function().arn());
        assertThat(deployment.bucket().region()).isEqualTo("eu-central-1");
        assertThat(deployment.invocation().maximumRetries()).isEqualTo(2);
        assertThat(deployment.invocation().onFailure()).isPresent();
    }

    @Test
    void whereTheTemplateSaysNothingItIsWhatAwsDoes() throws Exception {
        Deployment deployment = changed.with(FUNCTION, "/MemorySize", null)
                .with(FUNCTION, "/Timeout", null)
                .with(FUNCTION, "/LoggingConfig", null)
                .with(INVOCATION, "/MaximumRetryAttempts", null)
                .with(INVOCATION, "/MaximumEventAgeInSeconds", null)
                .with(INVOCATION, "/DestinationConfig", null)
                .with(BUCKET, "/OwnershipControls", null)
                .with(BUCKET, "/PublicAccessBlockConfiguration", null)
                .with(BUCKET, "/NotificationConfiguration/LambdaConfigurations/0/Filter", null)
                .deployment();

        assertThat(deployment.function().memoryMiB()).isEqualTo(128);
        assertThat(deployment.function().timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(deployment.function().logGroup()).isEqualTo("/aws/lambda/ZipS3Images");
        assertThat(deployment.function().logFormat()).isEqualTo("Text");
        assertThat(deployment.invocation()).isEqualTo(new EventInvokeConfig(2, Duration.ofHours(6), Optional.empty()));
        assertThat(deployment.bucket().objectOwnership()).isEqualTo("BucketOwnerEnforced");
        assertThat(deployment.bucket().publicAccessBlock()).isEqualTo(PublicAccessBlock.ALL);
        assertThat(deployment.bucket().notifications().get(0).matches("ObjectCreated:Put", "anything"))
                .isTrue();
    }

    /** It is for another version then, as on Lambda. */
    @Test
    void anInvocationConfigOfAnotherQualifierIsNotOurs() throws Exception {
        Deployment deployment =
                changed.with(INVOCATION, "/Qualifier", "$LATEST").deployment();

        assertThat(deployment.invocation().onFailure()).isEmpty();
    }

    @Test
    void theBucketNotifiesOneFunction() throws Exception {
        Map<String, String> one = Map.of("Event", "s3:ObjectCreated:*", "Function", ARN);
        Map<String, String> other = Map.of("Event", "s3:ObjectCreated:*", "Function", ARN + ":live");
        changed.with(BUCKET, "/NotificationConfiguration/LambdaConfigurations", List.of(one, other));

        assertThatThrownBy(changed::deployment)
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
    void aBadTemplateIsExplained(String type, String pointer, String value, String message) throws Exception {
        changed.with(type, pointer, value);

        assertThatThrownBy(changed::deployment)
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(message);
    }
}
