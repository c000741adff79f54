package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

final class UploadTriggerTest {

    private static final Synthesized LAB = Synthesized.with();
    private static final Synthesized PLAIN = Synthesized.with("snapStart=false");

    @Test
    void invokesTheAliasForEveryKindOfUpload() {
        assertThat(LAB.properties("Bucket/Resource").at("/NotificationConfiguration"))
                .as("S3 refuses two configurations with overlapping filters")
                .hasSize(1);
        JsonNode configuration = notification(LAB);
        assertThat(configuration.path("Event").asText())
                .as("put, post, copy and multipart upload")
                .isEqualTo("s3:ObjectCreated:*");
        assertThat(Synthesized.render(configuration.path("Function")))
                .as("the version with the snapshot")
                .isEqualTo("${" + LAB.id("Function/Live/Resource") + "}");
    }

    @Test
    void ignoresAllButImagesInTheFolder() {
        assertThat(notification(LAB).at("/Filter/S3Key/Rules"))
                .as("without the prefix the function would be invoked by its own ZIPs")
                .extracting(rule ->
                        rule.path("Name").asText() + " " + rule.path("Value").asText())
                .containsExactly("prefix images/", "suffix .png");
    }

    @Test
    void followsTheSettings() {
        assertThat(notification(Synthesized.with("imagePrefix=in/", "imageSuffix=.jpg"))
                        .at("/Filter/S3Key/Rules"))
                .extracting(rule -> rule.path("Value").asText())
                .containsExactly("in/", ".jpg");
    }

    @Test
    void permitsOnlyThisBucketOfThisAccount() {
        JsonNode permission = LAB.properties("UploadPermission");
        assertThat(permission.path("Action").asText()).isEqualTo("lambda:InvokeFunction");
        assertThat(permission.path("Principal").asText()).isEqualTo("s3.amazonaws.com");
        assertThat(Synthesized.render(permission.path("FunctionName")))
                .isEqualTo("${" + LAB.id("Function/Live/Resource") + "}");
        assertThat(Synthesized.render(permission.path("SourceArn")))
                .isEqualTo("arn:${AWS::Partition}:s3:::calabs-bucket-${AWS::StackId split /[2]}");
        assertThat(Synthesized.render(permission.path("SourceAccount")))
                .as("the ARN names no account, and anybody can take the name of a deleted bucket")
                .isEqualTo("${AWS::AccountId}");
    }

    @Test
    void createsThePermissionBeforeTheNotification() {
        assertThat(LAB.resource("Bucket/Resource").path("DependsOn"))
                .as("S3 refuses a notification to a function that it may not invoke")
                .extracting(JsonNode::asText)
                .contains(LAB.id("UploadPermission"));
    }

    @Test
    void needsNoCustomResource() {
        assertThat(LAB.resources("Custom::S3BucketNotifications"))
                .as("its function could change the notifications of every bucket")
                .isEmpty();
    }

    @Test
    void invokesTheFunctionItselfWithoutSnapStart() {
        String function = "${" + PLAIN.id("Function/Resource") + ".Arn}";
        assertThat(Synthesized.render(notification(PLAIN).path("Function"))).isEqualTo(function);
        assertThat(Synthesized.render(PLAIN.properties("UploadPermission").path("FunctionName")))
                .isEqualTo(function);
    }

    private static JsonNode notification(Synthesized synthesized) {
        JsonNode all = synthesized.properties("Bucket/Resource").at("/NotificationConfiguration/LambdaConfigurations");
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
