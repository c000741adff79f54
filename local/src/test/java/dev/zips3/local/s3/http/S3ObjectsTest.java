package dev.zips3.local.s3.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

class S3ObjectsTest {
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
    void keepsUserMetadataOverARestart() throws IOException {
        putWithMetadata("a");
        s3.close();
        s3 = new TestS3(directory);

        assertThat(head("a").metadata()).isEqualTo(Map.of("source-etag", "e1", "sequencer", "00AB"));
        assertThat(head("a").contentType()).isEqualTo("application/zip");
        ResponseBytes<GetObjectResponse> whole =
                s3.client().getObjectAsBytes(request -> request.bucket(BUCKET).key("a"));
        assertThat(whole.asUtf8String()).isEqualTo("12345");
        assertThat(whole.response().metadata()).isEqualTo(Map.of("source-etag", "e1", "sequencer", "00AB"));
        assertThat(whole.response().eTag()).isEqualTo("\"827ccb0eea8a706c4c34a16891f84e7b\"");
        assertThat(whole.response().contentLength()).isEqualTo(5);
        assertThat(whole.response().lastModified()).isNotNull();
    }

    @Test
    void keepsUserMetadataOfAMultipartUpload() {
        String id = s3.client()
                .createMultipartUpload(
                        request -> request.bucket(BUCKET).key("a").metadata(Map.of("sequencer", "00AB")))
                .uploadId();
        OpenUpload upload = new OpenUpload("a", id, OpenUpload.part(s3, "a", id, 1, "12345"));

        s3.client().completeMultipartUpload(upload.complete().build());

        assertThat(head("a").metadata()).isEqualTo(Map.of("sequencer", "00AB"));
    }

    @Test
    void acceptsPartsOfAnySizeInMemory() throws IOException {
        try (TestS3 memory = new TestS3()) {
            String id = memory.client()
                    .createMultipartUpload(request -> request.bucket(BUCKET).key("a"))
                    .uploadId();
            List<CompletedPart> parts =
                    List.of(OpenUpload.part(memory, "a", id, 1, "123"), OpenUpload.part(memory, "a", id, 2, "45"));

            memory.client()
                    .completeMultipartUpload(request -> request.bucket(BUCKET)
                            .key("a")
                            .uploadId(id)
                            .multipartUpload(upload -> upload.parts(parts)));

            assertThat(memory.get("a")).isEqualTo("12345");
            assertThat(memory.event().size()).isEqualTo(5);
        }
    }

    @Test
    void acceptsTheEncryptionThatS3DoesByDefault() {
        s3.client()
                .putObject(
                        request -> request.bucket(BUCKET).key("a").serverSideEncryption(ServerSideEncryption.AES256),
                        RequestBody.fromString("12345"));

        assertThat(s3.get("a")).isEqualTo("12345");
    }

    @Test
    void announcesTheLengthOfItsDocuments() {
        s3.put("a", "12345");

        assertHasContentLength(s3.client().listObjectsV2(request -> request.bucket(BUCKET)));
        assertHasContentLength(s3.client()
                .createMultipartUpload(request -> request.bucket(BUCKET).key("b")));
        assertHasContentLength(s3.client()
                .completeMultipartUpload(
                        OpenUpload.of(s3, "c", "12345").complete().build()));
    }

    private static void assertHasContentLength(SdkResponse response) {
        assertThat(response.sdkHttpResponse().firstMatchingHeader("Content-Length"))
                .isPresent();
    }

    @Test
    void answersInXmlToHeadersThatJettyRefuses() {
        Map<String, String> metadata = Map.of("long", "x".repeat(20_000));

        assertThatThrownBy(() -> s3.client()
                        .putObject(
                                request -> request.bucket(BUCKET).key("a").metadata(metadata),
                                RequestBody.fromString("12345")))
                .satisfies(e -> assertError(e, 431, "RequestHeaderSectionTooLarge"));
    }

    @Test
    void readsRanges() {
        s3.put("a", "0123456789");

        ResponseBytes<GetObjectResponse> middle = s3.client()
                .getObjectAsBytes(request -> request.bucket(BUCKET).key("a").range("bytes=2-4"));

        assertThat(middle.asUtf8String()).isEqualTo("234");
        assertThat(middle.response().contentRange()).isEqualTo("bytes 2-4/10");
        assertThatThrownBy(() -> s3.client()
                        .getObjectAsBytes(
                                request -> request.bucket(BUCKET).key("a").range("bytes=10-")))
                .satisfies(e -> assertError(e, 416, "InvalidRange"));
    }

    @Test
    void readsOnCondition() {
        String eTag = s3.put("a", "first");

        assertThat(s3.client()
                        .getObjectAsBytes(
                                request -> request.bucket(BUCKET).key("a").ifMatch(eTag))
                        .asUtf8String())
                .isEqualTo("first");
        s3.put("a", "second");
        assertThatThrownBy(() -> s3.client()
                        .getObjectAsBytes(
                                request -> request.bucket(BUCKET).key("a").ifMatch(eTag)))
                .satisfies(e -> assertError(e, 412, "PreconditionFailed"));
    }

    @Test
    void answersThatAnObjectIsNotModified() {
        String eTag = s3.put("a", "first");

        assertThatThrownBy(() -> s3.client()
                        .getObjectAsBytes(
                                request -> request.bucket(BUCKET).key("a").ifNoneMatch(eTag)))
                .satisfies(e -> {
                    assertStatus(e, 304);
                    assertThat(header(e, "ETag")).contains(eTag);
                    assertThat(header(e, "Content-Type")).isEmpty();
                });
    }

    @Test
    void answersThatAVersionIsADeleteMarker() throws IOException {
        try (TestS3 memory = new TestS3()) {
            memory.client()
                    .putBucketVersioning(request -> request.bucket(BUCKET)
                            .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
            memory.put("a", "12345");
            String marker = memory.client()
                    .deleteObject(request -> request.bucket(BUCKET).key("a"))
                    .versionId();

            assertThatThrownBy(() -> memory.client()
                            .getObjectAsBytes(
                                    request -> request.bucket(BUCKET).key("a").versionId(marker)))
                    .satisfies(e -> {
                        assertError(e, 405, "MethodNotAllowed");
                        assertThat(header(e, "x-amz-delete-marker")).contains("true");
                        assertThat(header(e, "x-amz-version-id")).contains(marker);
                    });
        }
    }

    @Test
    void keepsChecksums() {
        s3.client()
                .putObject(
                        request -> request.bucket(BUCKET).key("a").checksumCRC32("y/U6HA=="),
                        RequestBody.fromString("12345"));

        HeadObjectResponse head = s3.client()
                .headObject(request -> request.bucket(BUCKET).key("a").checksumMode(ChecksumMode.ENABLED));
        assertThat(head.checksumCRC32()).isEqualTo("y/U6HA==");
        assertThat(head.metadata()).isEmpty();
        assertThat(s3.client()
                        .getObjectAsBytes(
                                request -> request.bucket(BUCKET).key("a").checksumMode(ChecksumMode.ENABLED))
                        .response()
                        .checksumCRC32())
                .isEqualTo("y/U6HA==");
    }

    @ParameterizedTest
    @EnumSource(names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
    void acceptsAnyChecksumBehindTheContent(ChecksumAlgorithm algorithm) {
        s3.client()
                .putObject(
                        request -> request.bucket(BUCKET).key("a").checksumAlgorithm(algorithm),
                        RequestBody.fromString("12345"));

        assertThat(s3.get("a")).isEqualTo("12345");
        assertThat(head("a").contentLength()).isEqualTo(5);
    }

    @Test
    void refusesAWrongChecksumBehindTheContent() {
        try (S3Client liar = s3.client(TestS3.ACCESS_KEY)
                .httpClientBuilder(null)
                .httpClient(
                        new TamperingHttpClient(UrlConnectionHttpClient.create(), "crc32:[^\\r]{8}", "crc32:AAAAAA=="))
                .build()) {
            assertThatThrownBy(() ->
                            liar.putObject(request -> request.bucket(BUCKET).key("a"), RequestBody.fromString("12345")))
                    .satisfies(e -> assertStatus(e, 400));
        }
        assertThatThrownBy(() -> head("a")).satisfies(e -> assertStatus(e, 404));
    }

    @Test
    void refusesAWrongChecksum() {
        assertThatThrownBy(() -> s3.client()
                        .putObject(
                                request -> request.bucket(BUCKET).key("a").checksumCRC32("AAAAAA=="),
                                RequestBody.fromString("12345")))
                .satisfies(e -> assertStatus(e, 400));
        assertThatThrownBy(() -> head("a")).satisfies(e -> assertStatus(e, 404));
    }

    private void putWithMetadata(String key) {
        s3.client()
                .putObject(
                        request -> request.bucket(BUCKET)
                                .key(key)
                                .contentType("application/zip")
                                .metadata(Map.of("source-etag", "e1", "sequencer", "00AB")),
                        RequestBody.fromString("12345"));
    }

    private HeadObjectResponse head(String key) {
        return s3.client().headObject(request -> request.bucket(BUCKET).key(key));
    }

    private static Optional<String> header(Throwable failure, String name) {
        return ((S3Exception) failure).awsErrorDetails().sdkHttpResponse().firstMatchingHeader(name);
    }

    private static void assertError(Throwable failure, int status, String code) {
        assertStatus(failure, status);
        assertThat(((S3Exception) failure).awsErrorDetails().errorCode()).isEqualTo(code);
    }

    private static void assertStatus(Throwable failure, int status) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(status));
    }
}
