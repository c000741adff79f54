package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                Synthesized.with("region=eu-central-1", "suffix=-blue", "imagePrefix=in/", "imageSuffix=.jpg");
        assertThat(chosen.output("UploadCommand"))
                .startsWith("aws s3 cp image.jpg s3://")
                .endsWith("/in/");
        assertThat(chosen.output("FunctionMonitor"))
                .startsWith("https://eu-central-1.console.aws.amazon.com/lambda/home?region=eu-central-1"
                        + "#/functions/ZipS3Images-blue?");
    }

    @ParameterizedTest
    @CsvSource({
        "cn-north-1, console.amazonaws.cn",
        "us-gov-west-1, console.amazonaws-us-gov.com",
        "eusc-de-east-1, console.amazonaws-eusc.eu"
    })
    void linksToTheConsoleOfThePartition(String region, String console) {
        assertThat(Synthesized.with("region=" + region).output("BucketConsole"))
                .startsWith("https://" + region + "." + console + "/s3/buckets/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1"})
    void linksToNoConsoleOfAnIsolatedPartition(String region) {
        assertThat(Synthesized.with("region=" + region).template().path("Outputs"))
                .as("no link is better than a wrong one")
                .hasSize(4)
                .allSatisfy(
                        output -> assertThat(output.path("Value").toString()).doesNotContain("https://"));
    }
}
