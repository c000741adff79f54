package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BucketTest {

    private static final Synthesized LAB = Synthesized.with();
    private static final JsonNode BUCKET = LAB.properties("Bucket/Resource");

    @Test
    void hasANameThatIsUniqueInTheWorld() {
        assertThat(Synthesized.render(BUCKET.path("BucketName")))
                .as("the last part of the stack's id is a UUID that lives as long as the stack")
                .isEqualTo("calabs-bucket-${AWS::StackId split /[2]}");
    }

    @Test
    void enablesAccessControlLists() {
        assertThat(BUCKET.at("/OwnershipControls/Rules"))
                .as("the lab asks for ACLs; of the two modes, only with this one does the account own every object")
                .singleElement()
                .returns(
                        "BucketOwnerPreferred",
                        rule -> rule.path("ObjectOwnership").asText());
    }

    @Test
    void blocksPublicAccessInAllFourWays() {
        JsonNode block = BUCKET.path("PublicAccessBlockConfiguration");
        assertThat(block.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder(
                        "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets");
        assertThat(block)
                .as("with ACLs enabled, one mistaken grant would publish an image")
                .allMatch(JsonNode::asBoolean);
    }

    @Test
    void encryptsWithKeysThatNeedNoRights() {
        assertThat(BUCKET.at("/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault"))
                .as("S3's own keys: with KMS the role would need more rights and each object would cost a request")
                .isEqualTo(Synthesized.JSON.createObjectNode().put("SSEAlgorithm", "AES256"));
    }

    @Test
    void refusesPlainHttp() {
        List<JsonNode> denials = Synthesized.elements(
                        LAB.properties("Bucket/Policy/Resource").at("/PolicyDocument/Statement"))
                .filter(statement -> statement.path("Effect").asText().equals("Deny"))
                .toList();
        assertThat(denials).singleElement().satisfies(denial -> {
            assertThat(denial.path("Action").asText()).isEqualTo("s3:*");
            assertThat(denial.at("/Principal/AWS").asText()).isEqualTo("*");
            assertThat(denial.at("/Condition/Bool/aws:SecureTransport").asText())
                    .isEqualTo("false");
            assertThat(denial.path("Resource")).as("the bucket and its objects").hasSize(2);
        });
    }

    @Test
    void abortsAbandonedUploadsAfterADay() {
        assertThat(BUCKET.at("/LifecycleConfiguration/Rules")).singleElement().satisfies(rule -> {
            assertThat(rule.path("Status").asText()).isEqualTo("Enabled");
            assertThat(rule.at("/AbortIncompleteMultipartUpload/DaysAfterInitiation")
                            .asInt())
                    .isEqualTo(1);
            assertThat(rule.path("ExpirationInDays").isMissingNode())
                    .as("the rule deletes no object")
                    .isTrue();
        });
    }
}
