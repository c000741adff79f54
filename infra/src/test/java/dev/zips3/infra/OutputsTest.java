package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OutputsTest {

    private static final Synthesized LAB = Synthesized.with();
    private static final String BUCKET = "${" + LAB.id("Bucket/Resource") + "}";

    @Test
    void namesWhatScriptsNeed() {
        assertThat(LAB.output("BucketName")).isEqualTo(BUCKET);
        assertThat(LAB.output("FunctionArn"))
                .as("the alias: a person invokes what S3 invokes")
                .isEqualTo("${" + LAB.id("Function/Live/Resource") + "}");
        assertThat(LAB.output("FailureQueueUrl")).isEqualTo("${" + LAB.id("Failures/Resource") + "}");
    }

    @Test
    void givesAnUploadCommandToPaste() {
        assertThat(LAB.output("UploadCommand")).isEqualTo("aws s3 cp image.png s3://" + BUCKET + "/images/");
    }

    @Test
    void linksToTheConsole() {
        assertThat(LAB.output("FunctionMonitor"))
                .isEqualTo("https://us-west-2.console.aws.amazon.com/lambda/home?region=us-west-2"
                        + "#/functions/ZipS3Images?tab=monitoring");
        assertThat(LAB.output("BucketConsole"))
                .isEqualTo("https://us-west-2.console.aws.amazon.com/s3/buckets/" + BUCKET
                        + "?region=us-west-2&tab=objects");
    }

    @Test
    void followsTheSettings() {
        Synthesized chosen =
                Synthesized.with("region=cn-north-1", "suffix=-blue", "imagePrefix=in/", "imageSuffix=.jpg");
        assertThat(chosen.output("UploadCommand"))
                .startsWith("aws s3 cp image.jpg s3://")
                .endsWith("/in/");
        assertThat(chosen.output("FunctionMonitor"))
                .as("the console of the partition aws-cn")
                .startsWith(
                        "https://cn-north-1.console.amazonaws.cn/lambda/home?region=cn-north-1#/functions/ZipS3Images-blue");
        assertThat(Synthesized.with("region=us-gov-west-1").output("BucketConsole"))
                .startsWith("https://us-gov-west-1.console.amazonaws-us-gov.com/s3/buckets/");
    }
}
