package dev.zips3.local.s3.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zips3.local.assembly.DeployedBucket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Type;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Signatures, the expected owner, access control lists, and who can connect. */
class S3AccessTest {
    private static final String BUCKET = TestS3.BUCKET.name();
    private static final String EVERYBODY = "http://acs.amazonaws.com/groups/global/AllUsers";
    private static final Grant READ_BY_EVERYBODY = Grant.builder()
            .permission(Permission.READ)
            .grantee(grantee -> grantee.type(Type.GROUP).uri(EVERYBODY))
            .build();

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

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE"})
    void refusesUnsignedRequests(String method) throws Exception {
        s3.put("a", "mine");

        for (String path : List.of("/" + BUCKET, "/" + BUCKET + "/a", "/" + BUCKET + "?notification")) {
            assertThat(send(method, s3.uri().resolve(path)).statusCode()).isEqualTo(403);
        }
        assertThat(s3.get("a")).isEqualTo("mine");
    }

    @Test
    void refusesAnotherSecret() {
        try (S3Client thief = s3.client(new AccessKey(TestS3.ACCESS_KEY.id(), "another-secret"))
                .build()) {
            assertThatThrownBy(() -> thief.listObjectsV2(request -> request.bucket(BUCKET)))
                    .satisfies(e -> assertRefused(e, 403, "SignatureDoesNotMatch"));
            assertThatThrownBy(() -> thief.getBucketNotificationConfiguration(request -> request.bucket(BUCKET)))
                    .satisfies(e -> assertRefused(e, 403, "SignatureDoesNotMatch"));
            assertThatThrownBy(() -> thief.putObject(
                            request -> request.bucket(BUCKET).key("a"), RequestBody.fromString("theirs")))
                    .satisfies(e -> assertRefused(e, 403, "SignatureDoesNotMatch"));
        }
    }

    @Test
    void refusesAnotherAccessKey() {
        try (S3Client stranger =
                s3.client(new AccessKey("stranger", TestS3.ACCESS_KEY.secret())).build()) {
            assertThatThrownBy(() -> stranger.listObjectsV2(request -> request.bucket(BUCKET)))
                    .satisfies(e -> assertRefused(e, 403, "InvalidAccessKeyId"));
        }
    }

    /** The credentials of a role have one, and so has each request that they sign. */
    @Test
    void acceptsASessionToken() {
        AwsSessionCredentials role =
                AwsSessionCredentials.create(TestS3.ACCESS_KEY.id(), TestS3.ACCESS_KEY.secret(), "token");
        try (S3Client function = s3.client(TestS3.ACCESS_KEY)
                .credentialsProvider(StaticCredentialsProvider.create(role))
                .build()) {
            function.putObject(request -> request.bucket(BUCKET).key("a"), RequestBody.fromString("mine"));
        }

        assertThat(s3.get("a")).isEqualTo("mine");
    }

    @Test
    void acceptsABodySignedAsAWhole() {
        try (S3Client whole = signsWhole(TestS3.ACCESS_KEY).build()) {
            whole.putObject(request -> request.bucket(BUCKET).key("a b+ü"), RequestBody.fromString("mine"));
        }

        assertThat(s3.get("a b+ü")).isEqualTo("mine");
    }

    @Test
    void acceptsABodySignedAsAWholeThatS3ProxyDoesNotBuffer() {
        byte[] large = new byte[(16 << 20) + 1];
        try (S3Client whole = signsWhole(TestS3.ACCESS_KEY).build()) {
            whole.putObject(request -> request.bucket(BUCKET).key("a"), RequestBody.fromBytes(large));
        }

        assertThat(s3.client()
                        .headObject(request -> request.bucket(BUCKET).key("a"))
                        .contentLength())
                .isEqualTo(large.length);
    }

    @Test
    void refusesABodyThatDiffersFromItsSignedHash() {
        s3.put("a", "mine");
        try (S3Client tampered = signsWhole(TestS3.ACCESS_KEY)
                .httpClientBuilder(null)
                .httpClient(new TamperingHttpClient(UrlConnectionHttpClient.create(), "good", "evil"))
                .build()) {
            assertThatThrownBy(() -> tampered.putObject(
                            request -> request.bucket(BUCKET).key("a"), RequestBody.fromString("good")))
                    .satisfies(e -> assertRefused(e, 400, "XAmzContentSHA256Mismatch"));
        }
        assertThat(s3.get("a")).isEqualTo("mine");
    }

    @Test
    void refusesABodySignedAsAWholeWithOtherCredentials() {
        try (S3Client thief = signsWhole(new AccessKey(TestS3.ACCESS_KEY.id(), "another-secret"))
                        .build();
                S3Client stranger = signsWhole(new AccessKey("stranger", TestS3.ACCESS_KEY.secret()))
                        .build()) {
            assertThatThrownBy(() -> thief.putObject(
                            request -> request.bucket(BUCKET).key("a"), RequestBody.fromString("theirs")))
                    .satisfies(e -> assertRefused(e, 403, "SignatureDoesNotMatch"));
            assertThatThrownBy(() -> stranger.putObject(
                            request -> request.bucket(BUCKET).key("a"), RequestBody.fromString("theirs")))
                    .satisfies(e -> assertRefused(e, 403, "InvalidAccessKeyId"));
        }
    }

    @Test
    void acceptsPresignedUrls() throws Exception {
        s3.put("images/a b+c.png", "mine");
        try (S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(s3.uri())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(TestS3.credentials(TestS3.ACCESS_KEY))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build()) {
            URI url = presigner
                    .presignGetObject(presign -> presign.signatureDuration(Duration.ofMinutes(1))
                            .getObjectRequest(request -> request.bucket(BUCKET).key("images/a b+c.png")))
                    .url()
                    .toURI();

            assertThat(send("GET", url).body()).isEqualTo("mine");
            assertThat(send("GET", URI.create(url + "0")).statusCode()).isEqualTo(403);
        }
    }

    /** As boto3 presigns in the older regions; the SDK for Java has only version 4. */
    @Test
    void acceptsUrlsPresignedWithVersion2() throws Exception {
        s3.put("a", "mine");
        String expires = Long.toString(Instant.now().plusSeconds(60).getEpochSecond());
        String path = "/" + BUCKET + "/a";
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(TestS3.ACCESS_KEY.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        byte[] signature = mac.doFinal(("GET\n\n\n" + expires + "\n" + path).getBytes(StandardCharsets.UTF_8));
        String query = "?AWSAccessKeyId=" + TestS3.ACCESS_KEY.id() + "&Signature="
                + URLEncoder.encode(Base64.getEncoder().encodeToString(signature), StandardCharsets.UTF_8)
                + "&Expires=" + expires;

        assertThat(send("GET", s3.uri().resolve(path + query)).body()).isEqualTo("mine");
        assertThat(send("GET", s3.uri().resolve(path + query + "0")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void refusesAnotherExpectedOwner() {
        s3.client()
                .putObject(
                        request -> request.bucket(BUCKET).key("a").expectedBucketOwner(TestS3.OWNER),
                        RequestBody.fromString("mine"));

        assertAccessDenied(() -> s3.client()
                .putObject(
                        request -> request.bucket(BUCKET).key("a").expectedBucketOwner("999999999999"),
                        RequestBody.fromString("theirs")));
        assertAccessDenied(() -> s3.client()
                .getObjectAsBytes(request -> request.bucket(BUCKET).key("a").expectedBucketOwner("999999999999")));
        assertAccessDenied(() -> s3.client()
                .copyObject(request -> request.sourceBucket(BUCKET)
                        .sourceKey("a")
                        .destinationBucket(BUCKET)
                        .destinationKey("b")
                        .expectedSourceBucketOwner("999999999999")));
        assertThat(s3.get("a")).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "private",
                "bucket-owner-full-control",
                "bucket-owner-read",
                "aws-exec-read",
                "log-delivery-write"
            })
    void acceptsListsThatGrantNothing(String acl) {
        s3.client().putObject(request -> request.bucket(BUCKET).key("a").acl(acl), RequestBody.fromString("mine"));

        assertThat(s3.get("a")).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"public-read", "public-read-write", "authenticated-read"})
    void blocksPublicLists(String acl) {
        s3.put("a", "mine");

        assertAccessDenied(() -> s3.client()
                .putObject(request -> request.bucket(BUCKET).key("b").acl(acl), RequestBody.fromString("theirs")));
        assertAccessDenied(() -> s3.client()
                .createMultipartUpload(
                        request -> request.bucket(BUCKET).key("b").acl(acl)));
        assertAccessDenied(() -> s3.client()
                .putObjectAcl(request -> request.bucket(BUCKET).key("a").acl(acl)));
        assertAccessDenied(
                () -> s3.client().putBucketAcl(request -> request.bucket(BUCKET).acl(acl)));
    }

    @Test
    void blocksPublicListsInABodyOrAGrant() {
        s3.put("a", "mine");

        assertAccessDenied(() -> s3.client()
                .putObject(
                        request -> request.bucket(BUCKET).key("a").grantRead("uri=\"" + EVERYBODY + "\""),
                        RequestBody.fromString("theirs")));
        GetObjectAclResponse own =
                s3.client().getObjectAcl(request -> request.bucket(BUCKET).key("a"));
        assertAccessDenied(() -> s3.client()
                .putObjectAcl(request -> request.bucket(BUCKET)
                        .key("a")
                        .accessControlPolicy(policy ->
                                policy.owner(own.owner()).grants(own.grants().get(0), READ_BY_EVERYBODY))));
        assertAccessDenied(() -> s3.client()
                .putBucketAcl(request -> request.bucket(BUCKET)
                        .accessControlPolicy(policy ->
                                policy.owner(own.owner()).grants(own.grants().get(0), READ_BY_EVERYBODY))));
    }

    @Test
    void blocksPublicListsInABodyInMemory() throws IOException {
        try (TestS3 memory = new TestS3()) {
            memory.put("a", "mine");
            GetObjectAclResponse own = memory.client()
                    .getObjectAcl(request -> request.bucket(BUCKET).key("a"));

            assertAccessDenied(() -> memory.client()
                    .putObjectAcl(request -> request.bucket(BUCKET)
                            .key("a")
                            .accessControlPolicy(policy -> policy.owner(own.owner())
                                    .grants(own.grants().get(0), READ_BY_EVERYBODY))));
        }
    }

    /** A client that is still sending when the connection ends reads no error, and the SDK retries. */
    @Test
    void answersARefusedUploadAfterItsBody() {
        assertAccessDenied(() -> s3.client()
                .putObject(
                        request -> request.bucket(BUCKET).key("a").expectedBucketOwner("999999999999"),
                        RequestBody.fromBytes(new byte[8 << 20])));
    }

    @Test
    void refusesListsIfTheBucketHasNone() throws IOException {
        DeployedBucket enforced = TestS3.bucket("BucketOwnerEnforced", List.of());
        try (TestS3 other = new TestS3(directory.resolve("other"), enforced, event -> {})) {
            assertThatThrownBy(() -> other.client()
                            .putObject(
                                    request -> request.bucket(BUCKET).key("a").acl("private"),
                                    RequestBody.fromString("mine")))
                    .satisfies(e -> assertRefused(e, 400, "AccessControlListNotSupported"));
            other.client()
                    .putObject(
                            request -> request.bucket(BUCKET).key("a").acl("bucket-owner-full-control"),
                            RequestBody.fromString("mine"));
        }
    }

    @Test
    void listensOnLoopbackOnly() throws IOException {
        int port = s3.uri().getPort();
        connect(InetAddress.getLoopbackAddress(), port);
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();

        assertThat(s3.uri().getHost()).isEqualTo("127.0.0.1");
        for (InetAddress other : others) {
            assertThatThrownBy(() -> connect(other, port)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void namesATakenPortAndFreesTheDirectory() throws IOException {
        int port = s3.uri().getPort();
        Path other = directory.resolve("other");

        assertThatThrownBy(() -> S3Endpoint.onDisk(
                        TestS3.BUCKET, other, port, TestS3.ACCESS_KEY, Clock.systemUTC(), event -> {}))
                .isInstanceOf(PortTakenException.class)
                .hasMessageContaining("Port " + port);
        new TestS3(other).close();
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 10_000);
        }
    }

    /** Signs as the AWS CLI and boto3 do over HTTP without TLS. */
    private S3ClientBuilder signsWhole(AccessKey accessKey) {
        return s3.client(accessKey)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build());
    }

    private static HttpResponse<String> send(String method, URI uri) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        method.equals("PUT")
                                ? HttpRequest.BodyPublishers.ofString("theirs")
                                : HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static void assertAccessDenied(ThrowingCallable call) {
        assertThatThrownBy(call).satisfies(e -> assertRefused(e, 403, "AccessDenied"));
    }

    private static void assertRefused(Throwable failure, int status, String code) {
        assertThat(failure).isInstanceOfSatisfying(S3Exception.class, e -> {
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
        });
    }
}
