package dev.zips3.local.s3.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zips3.local.assembly.DeployedBucket;
import dev.zips3.local.assembly.PublicAccessBlock;
import dev.zips3.local.s3.store.UnusableDirectoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.LambdaFunctionConfiguration;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;

/** The bucket returns the configuration of the template, and no client can change it. */
class S3BucketTest {
    private static final String BUCKET = TestS3.BUCKET.name();

    @TempDir
    private Path directory;

    private TestS3 s3;

    @BeforeEach
    void start() throws IOException {
        s3 = new TestS3(directory);
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @Test
    void returnsItsNotification() {
        List<LambdaFunctionConfiguration> configurations = s3.client()
                .getBucketNotificationConfiguration(request -> request.bucket(BUCKET))
                .lambdaFunctionConfigurations();

        assertThat(configurations).hasSize(1);
        assertThat(configurations.get(0).id()).isEqualTo("images");
        assertThat(configurations.get(0).lambdaFunctionArn()).isEqualTo(TestS3.RULE.functionArn());
        assertThat(configurations.get(0).events()).containsExactly(Event.S3_OBJECT_CREATED);
        assertThat(configurations.get(0).filter().key().filterRules())
                .extracting(FilterRule::nameAsString, FilterRule::value)
                .containsExactly(tuple("Prefix", "images/"), tuple("Suffix", ".png"));
    }

    @Test
    void returnsItsOwnership() {
        assertThat(s3.client()
                        .getBucketOwnershipControls(request -> request.bucket(BUCKET))
                        .ownershipControls()
                        .rules())
                .singleElement()
                .satisfies(
                        rule -> assertThat(rule.objectOwnership()).isEqualTo(ObjectOwnership.BUCKET_OWNER_PREFERRED));
    }

    @Test
    void returnsItsPublicAccessBlock() {
        assertThat(s3.client()
                        .getPublicAccessBlock(request -> request.bucket(BUCKET))
                        .publicAccessBlockConfiguration())
                .isEqualTo(PublicAccessBlockConfiguration.builder()
                        .blockPublicAcls(true)
                        .ignorePublicAcls(true)
                        .blockPublicPolicy(true)
                        .restrictPublicBuckets(true)
                        .build());
    }

    @Test
    void returnsItsRegionAndEncryption() {
        assertThat(s3.client()
                        .getBucketLocation(request -> request.bucket(BUCKET))
                        .locationConstraintAsString())
                .isEqualTo("eu-central-1");
        assertThat(s3.client().headBucket(request -> request.bucket(BUCKET)).bucketRegion())
                .isEqualTo("eu-central-1");
        assertThat(s3.client()
                        .getBucketEncryption(request -> request.bucket(BUCKET))
                        .serverSideEncryptionConfiguration()
                        .rules()
                        .get(0)
                        .applyServerSideEncryptionByDefault()
                        .sseAlgorithmAsString())
                .isEqualTo("AES256");
    }

    @ParameterizedTest
    @CsvSource({
        "cors, NoSuchCORSConfiguration",
        "lifecycle, NoSuchLifecycleConfiguration",
        "policy, NoSuchBucketPolicy",
        "tagging, NoSuchTagSet",
        "website, NoSuchWebsiteConfiguration",
    })
    void answersThatASubResourceIsNotSet(String subResource, String code) {
        S3Client client = s3.client();
        ThrowingCallable get = switch (subResource) {
            case "cors" -> () -> client.getBucketCors(request -> request.bucket(BUCKET));
            case "lifecycle" -> () -> client.getBucketLifecycleConfiguration(request -> request.bucket(BUCKET));
            case "policy" -> () -> client.getBucketPolicy(request -> request.bucket(BUCKET));
            case "tagging" -> () -> client.getBucketTagging(request -> request.bucket(BUCKET));
            default -> () -> client.getBucketWebsite(request -> request.bucket(BUCKET));
        };

        assertThatThrownBy(get).satisfies(e -> assertRefused(e, 404, code));
    }

    @Test
    void returnsWhatTheTemplateSets() throws Exception {
        try (TestS3 configured = configured("""
                {"Tags": [{"Key": "team", "Value": "lab & co"}],
                 "BucketEncryption": {"ServerSideEncryptionConfiguration": [
                   {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "key"},
                    "BucketKeyEnabled": true}]},
                 "LifecycleConfiguration": {"Rules": [
                   {"Id": "abort", "Status": "Enabled", "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1}},
                   {"Id": "expire", "Status": "Disabled", "Prefix": "zip/", "ExpirationInDays": 7}]}}""")) {
            S3Client client = configured.client();

            assertThat(client.getBucketPolicy(request -> request.bucket(BUCKET)).policy())
                    .isEqualTo("{\"Statement\":[]}");
            assertThat(client.getBucketTagging(request -> request.bucket(BUCKET))
                            .tagSet())
                    .extracting(Tag::key, Tag::value)
                    .containsExactly(tuple("team", "lab & co"));
            ServerSideEncryptionRule encryption = client.getBucketEncryption(request -> request.bucket(BUCKET))
                    .serverSideEncryptionConfiguration()
                    .rules()
                    .get(0);
            assertThat(encryption.applyServerSideEncryptionByDefault().sseAlgorithmAsString())
                    .isEqualTo("aws:kms");
            assertThat(encryption.applyServerSideEncryptionByDefault().kmsMasterKeyID())
                    .isEqualTo("key");
            assertThat(encryption.bucketKeyEnabled()).isTrue();
            List<LifecycleRule> rules = client.getBucketLifecycleConfiguration(request -> request.bucket(BUCKET))
                    .rules();
            assertThat(rules)
                    .extracting(
                            LifecycleRule::id,
                            LifecycleRule::statusAsString,
                            rule -> rule.filter().prefix())
                    .containsExactly(tuple("abort", "Enabled", ""), tuple("expire", "Disabled", "zip/"));
            assertThat(rules.get(0).abortIncompleteMultipartUpload().daysAfterInitiation())
                    .isEqualTo(1);
            assertThat(rules.get(1).expiration().days()).isEqualTo(7);
        }
    }

    @Test
    void doesNotAnswerWhatItCannotWrite() throws Exception {
        try (TestS3 configured = configured("""
                {"CorsConfiguration": {"CorsRules": []}, "WebsiteConfiguration": {"IndexDocument": "index.html"},
                 "VersioningConfiguration": {"Status": "Enabled"},
                 "LifecycleConfiguration": {"Rules": [{"Status": "Enabled", "Transitions": []}]}}""")) {
            S3Client client = configured.client();

            assertNotImplemented(() -> client.getBucketCors(request -> request.bucket(BUCKET)), "?cors");
            assertNotImplemented(() -> client.getBucketWebsite(request -> request.bucket(BUCKET)), "?website");
            assertNotImplemented(() -> client.getBucketVersioning(request -> request.bucket(BUCKET)), "?versioning");
            assertNotImplemented(
                    () -> client.getBucketLifecycleConfiguration(request -> request.bucket(BUCKET)), "Transitions");
            assertNotImplemented(() -> client.getBucketLogging(request -> request.bucket(BUCKET)), "?logging");
            assertNotImplemented(
                    () -> client.listBucketIntelligentTieringConfigurations(request -> request.bucket(BUCKET)),
                    "?intelligent-tiering");
        }
    }

    /** What clients ask before they copy or list. */
    @Test
    void answersTheQuestionsOfClients() {
        assertThat(s3.client()
                        .getBucketVersioning(request -> request.bucket(BUCKET))
                        .status())
                .isNull();
        assertThat(s3.client().getBucketAcl(request -> request.bucket(BUCKET)).grants())
                .hasSize(1);
        assertThat(s3.client()
                        .listMultipartUploads(request -> request.bucket(BUCKET))
                        .uploads())
                .isEmpty();
    }

    private TestS3 configured(String properties) throws IOException {
        DeployedBucket bucket = new DeployedBucket(
                BUCKET,
                TestS3.BUCKET.region(),
                TestS3.OWNER,
                DeployedBucket.OWNER_ENFORCED,
                PublicAccessBlock.ALL,
                List.of(TestS3.RULE),
                Optional.of("{\"Statement\":[]}"),
                new ObjectMapper().readTree(properties));
        return new TestS3(directory.resolve("configured"), bucket, event -> {});
    }

    private static void assertNotImplemented(ThrowingCallable call, String what) {
        assertThatThrownBy(call)
                .hasMessageContaining("does not answer")
                .hasMessageContaining(what)
                .satisfies(e -> assertRefused(e, 501, "NotImplemented"));
    }

    @Test
    void refusesConfigurationByHand() {
        S3Client client = s3.client();

        assertSetByTemplate(() -> client.putBucketNotificationConfiguration(
                request -> request.bucket(BUCKET).notificationConfiguration(configuration -> {})));
        assertSetByTemplate(() -> client.putBucketOwnershipControls(request -> request.bucket(BUCKET)
                .ownershipControls(controls -> controls.rules(OwnershipControlsRule.builder()
                        .objectOwnership(ObjectOwnership.OBJECT_WRITER)
                        .build()))));
        assertSetByTemplate(() -> client.putPublicAccessBlock(
                request -> request.bucket(BUCKET).publicAccessBlockConfiguration(block -> {})));
        assertSetByTemplate(() -> client.deletePublicAccessBlock(request -> request.bucket(BUCKET)));
        assertSetByTemplate(() -> client.deleteBucket(request -> request.bucket(BUCKET)));
    }

    @Test
    void createsAndDeletesAnotherBucket() throws IOException {
        s3.client().createBucket(request -> request.bucket("another"));

        s3.client().headBucket(request -> request.bucket("another"));
        s3.client().deleteBucket(request -> request.bucket("another"));
        assertThatThrownBy(() -> s3.client().headBucket(request -> request.bucket("another")))
                .satisfies(e -> assertThat(((S3Exception) e).statusCode()).isEqualTo(404));
    }

    @Test
    void refusesAFileInPlaceOfTheDirectory() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> new TestS3(file))
                .isInstanceOf(UnusableDirectoryException.class)
                .hasMessageContaining(file.toString());
    }

    private static void assertSetByTemplate(ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessageContaining("set by the template")
                .satisfies(e -> assertRefused(e, 405, "MethodNotAllowed"));
    }

    private static void assertRefused(Throwable failure, int status, String code) {
        assertThat(failure).isInstanceOfSatisfying(S3Exception.class, e -> {
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
        });
    }
}
