package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zips3.function.s3.Deadline;
import dev.zips3.function.s3.OutOfTimeException;
import dev.zips3.function.s3.PartSize;
import dev.zips3.function.zip.ZipWriterTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

public final class ImageZipperTest {

    private static final Instant MODIFIED = Instant.parse("2020-02-03T04:05:06Z");
    private static final Settings SETTINGS = new Settings("zipper", "123456789012", "images/", ".png", "zip/");

    @RegisterExtension
    static final S3Server SERVER = new S3Server();

    private final ExecutorService uploads = Executors.newSingleThreadExecutor();
    private S3Client s3;

    @BeforeEach
    void emptyBucket() {
        s3 = SERVER.client();
        s3.createBucket(r -> r.bucket(SETTINGS.bucket()));
    }

    @AfterEach
    void leavesNoUploadOpen() {
        assertThat(s3.listMultipartUploads(r -> r.bucket(SETTINGS.bucket())).uploads())
                .isEmpty();
        s3.listObjectsV2(r -> r.bucket(SETTINGS.bucket()))
                .contents()
                .forEach(o -> s3.deleteObject(r -> r.bucket(SETTINGS.bucket()).key(o.key())));
        s3.deleteBucket(r -> r.bucket(SETTINGS.bucket()));
        uploads.shutdown();
    }

    private Outcome zip(S3Client client, UploadedImage image) throws IOException {
        return zip(client, image, new Deadline(Clock.systemUTC(), Duration.ofMinutes(5)));
    }

    private Outcome zip(S3Client client, UploadedImage image, Deadline deadline) throws IOException {
        return new ImageZipper(client, SETTINGS, uploads, new PartSize(PartSize.MIN, 64 << 20)).zip(image, deadline);
    }

    /** Uploads an image and returns what its event says. */
    private UploadedImage upload(String key, byte[] content, String sequencer) {
        String eTag = s3.putObject(r -> r.bucket(SETTINGS.bucket()).key(key), RequestBody.fromBytes(content))
                .eTag();
        return new UploadedImage(key, Optional.of(eTag.replace("\"", "")), Optional.empty(), Sequencer.of(sequencer));
    }

    private ResponseBytes<GetObjectResponse> get(String key) {
        return s3.getObjectAsBytes(r -> r.bucket(SETTINGS.bucket()).key(key));
    }

    private void assertZip(String key, String entryName, byte[] content) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(get(key).asByteArray()))) {
            ZipEntry entry = in.getNextEntry();
            assertThat(entry.getName()).isEqualTo(entryName);
            assertThat(Arrays.equals(in.readAllBytes(), content)).isTrue();
            assertThat(in.getNextEntry()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 70_000, (8 << 20) + 1, 20_000_000})
    void zipsAnImageOfAnySize(int size) throws IOException {
        byte[] content = Content.mixture(size);
        Outcome outcome = zip(s3, upload("images/x/ü +%😀.png", content, "01"));
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.ZIPPED);
        assertThat(outcome.bytesIn()).isEqualTo(size);
        assertThat(outcome.bytesOut()).isEqualTo(get("zip/x/ü +%😀.png.zip").asByteArray().length);
        assertZip("zip/x/ü +%😀.png.zip", "ü +%😀.png", content);
    }

    @Test
    void keepsTheZipWhenAnEventIsDeliveredTwice() throws IOException {
        UploadedImage upload = upload("images/a.png", Content.text(10), "01");
        zip(s3, upload);
        String first = get("zip/a.png.zip").response().eTag();
        assertThat(zip(s3, upload).kind()).isEqualTo(Outcome.Kind.UP_TO_DATE);
        assertThat(get("zip/a.png.zip").response().eTag()).isEqualTo(first);
    }

    @Test
    void overwritesTheZipOfAnOlderUpload() throws IOException {
        zip(s3, upload("images/a.png", Content.text(10), "01"));
        byte[] newer = Content.noise(9 << 20);
        assertThat(zip(s3, upload("images/a.png", newer, "02")).kind()).isEqualTo(Outcome.Kind.ZIPPED);
        assertZip("zip/a.png.zip", "a.png", newer);
    }

    @Test
    void neverOverwritesTheZipOfANewerUpload() throws IOException {
        UploadedImage newer = upload("images/a.png", Content.text(10), "02");
        zip(s3, newer);
        UploadedImage older = new UploadedImage(newer.key(), newer.eTag(), Optional.empty(), Sequencer.of("01"));
        assertThat(zip(s3, older).kind()).isEqualTo(Outcome.Kind.UP_TO_DATE);
        assertThat(get("zip/a.png.zip").response().metadata()).containsEntry("source-sequencer", "02");
    }

    @Test
    void overwritesAForeignObjectAndReportsIt() throws IOException {
        s3.putObject(r -> r.bucket(SETTINGS.bucket()).key("zip/a.png.zip"), RequestBody.fromString("not ours"));
        byte[] content = Content.text(10);
        UploadedImage upload = upload("images/a.png", content, "01");
        Outcome outcome = zip(s3, upload);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.ZIPPED);
        assertThat(outcome.reason()).isEqualTo("replaced an object whose metadata does not name this image");
        assertZip("zip/a.png.zip", "a.png", content);
        assertThat(zip(s3, upload).kind()).as("once").isEqualTo(Outcome.Kind.UP_TO_DATE);
    }

    /** S3 copies the metadata, too. The sequencer in it is that of another key and may be larger. */
    @Test
    void overwritesAZipThatWasCopiedFromAnotherKey() throws IOException {
        zip(s3, upload("images/b.png", Content.text(11), "FF"));
        s3.copyObject(r -> r.sourceBucket(SETTINGS.bucket())
                .sourceKey("zip/b.png.zip")
                .destinationBucket(SETTINGS.bucket())
                .destinationKey("zip/a.png.zip"));
        byte[] content = Content.text(10);
        Outcome outcome = zip(s3, upload("images/a.png", content, "01"));
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.ZIPPED);
        assertThat(outcome.reason()).isEqualTo("replaced an object whose metadata does not name this image");
        assertZip("zip/a.png.zip", "a.png", content);
    }

    @Test
    void reportsNothingAboutAnOlderZipOfItsOwn() throws IOException {
        zip(s3, upload("images/a.png", Content.text(10), "01"));
        assertThat(zip(s3, upload("images/a.png", Content.text(11), "02")).reason())
                .isEmpty();
    }

    /** A newer image was uploaded and zipped while the function read the older one. */
    @Test
    void looksAtTheImageAgainWithoutSequencers() throws IOException {
        byte[] newer = Content.text(11);
        S3Client overtaken = new DelegatingS3Client(s3) {
            @Override
            public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
                zipNow(s3, upload("images/a.png", newer, null));
                return super.putObject(request, body);
            }
        };
        assertThat(zip(overtaken, upload("images/a.png", Content.text(10), null))
                        .kind())
                .isEqualTo(Outcome.Kind.SUPERSEDED);
        assertZip("zip/a.png.zip", "a.png", newer);
    }

    @Test
    void overwritesTheZipOfAnOlderUploadWithoutSequencers() throws IOException {
        zip(s3, upload("images/a.png", Content.text(10), null));
        byte[] newer = Content.text(11);
        assertThat(zip(s3, upload("images/a.png", newer, null)).kind()).isEqualTo(Outcome.Kind.ZIPPED);
        assertZip("zip/a.png.zip", "a.png", newer);
    }

    /** An emulator sends the same sequencer always. */
    @Test
    void overwritesTheZipOfAnotherImageWithTheSameSequencer() throws IOException {
        zip(s3, upload("images/a.png", Content.text(10), "0"));
        byte[] newer = Content.text(11);
        assertThat(zip(s3, upload("images/a.png", newer, "0")).kind()).isEqualTo(Outcome.Kind.ZIPPED);
        assertZip("zip/a.png.zip", "a.png", newer);
    }

    /** The function has read the image, and then both it and the ZIP change. */
    @ParameterizedTest
    @CsvSource({"true, GONE", "false, SUPERSEDED"})
    void saysWhatBecameOfTheImageWhileItWasZipped(boolean deleted, Outcome.Kind kind) throws IOException {
        UploadedImage image = upload("images/a.png", Content.text(10), "0");
        S3Client overtaken = new DelegatingS3Client(s3) {
            @Override
            public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
                zipNow(s3, upload("images/a.png", Content.text(11), "0"));
                if (deleted) {
                    s3.deleteObject(r -> r.bucket(SETTINGS.bucket()).key("images/a.png"));
                }
                return super.putObject(request, body);
            }
        };
        assertThat(zip(overtaken, image).kind()).isEqualTo(kind);
        assertZip("zip/a.png.zip", "a.png", Content.text(11));
    }

    /**
     * Image A, image B and A again are uploaded within a second. B's invocation has seen the ZIP of the first A when
     * the ZIP of the second one takes its place. With the same bytes it would have the same ETag, and B's write would
     * not notice.
     */
    @ParameterizedTest
    @CsvSource({"01, 02, 03, UP_TO_DATE", "01,, 03, SUPERSEDED", ", 02, 03, UP_TO_DATE"})
    void neverOverwritesANewerZipOfTheSameBytes(String first, String second, String third, Outcome.Kind kind)
            throws IOException {
        byte[] content = Content.text(10);
        zip(dated(), upload("images/a.png", content, first));
        UploadedImage between = upload("images/a.png", Content.text(11), second);
        S3Client overtaken = new DelegatingS3Client(dated()) {
            @Override
            public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
                if (request.ifMatch() != null) {
                    zipNow(dated(), upload("images/a.png", content, third));
                }
                return super.putObject(request, body);
            }
        };
        assertThat(zip(overtaken, between).kind()).isEqualTo(kind);
        assertZip("zip/a.png.zip", "a.png", content);
    }

    private Outcome zipNow(S3Client client, UploadedImage image) {
        try {
            return zip(client, image);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Gives every image the same Last-Modified. */
    private S3Client dated() {
        return new DelegatingS3Client(s3) {
            @Override
            public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
                ResponseBytes<GetObjectResponse> whole = s3.getObjectAsBytes(request);
                return answered(
                        transformer,
                        whole.response().toBuilder().lastModified(MODIFIED).build(),
                        new ByteArrayInputStream(whole.asByteArray()));
            }
        };
    }

    /** In a versioned bucket the event's version still exists after an overwrite or a deletion. */
    @Test
    void readsTheVersionOfTheEvent() throws IOException {
        List<String> asked = new ArrayList<>();
        S3Client versioned = new DelegatingS3Client(s3) {
            @Override
            public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
                asked.add(request.versionId());
                return super.getObject(request.toBuilder().versionId(null).build(), transformer);
            }
        };
        UploadedImage upload = upload("images/a.png", Content.text(10), "01");
        zip(versioned, new UploadedImage(upload.key(), upload.eTag(), Optional.of("v1"), upload.sequencer()));
        assertThat(asked).containsExactly("v1");
    }

    @ParameterizedTest
    @CsvSource({"404, NoSuchKey, GONE", "404, NoSuchVersion, GONE", "412, PreconditionFailed, SUPERSEDED"})
    void reportsAnImageThatIsGoneOrSuperseded(int status, String code, Outcome.Kind kind) throws IOException {
        assertThat(zip(answering(status, code), upload("images/a.png", Content.text(10), "01"))
                        .kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"404, NoSuchBucket", "403, AccessDenied", "400, InvalidArgument"})
    void failsOnErrorsThatAreNotTheImages(int status, String code) {
        assertThatExceptionOfType(S3Exception.class)
                .isThrownBy(() -> zip(answering(status, code), upload("images/a.png", Content.text(10), "01")))
                .matches(e -> e.statusCode() == status);
    }

    private S3Client answering(int status, String code) {
        return new DelegatingS3Client(s3) {
            @Override
            public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
                throw S3Exception.builder()
                        .statusCode(status)
                        .awsErrorDetails(
                                AwsErrorDetails.builder().errorCode(code).build())
                        .build();
            }
        };
    }

    @Test
    void failsBeforeReadingIfTheZipKeyIsTooLong() {
        String key = "images/" + "x".repeat(1013) + ".png";
        UploadedImage upload = new UploadedImage(key, Optional.empty(), Optional.empty(), Optional.empty());
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> zip(s3, upload))
                .withMessage("the ZIP's key would have 1025 bytes; S3 allows up to 1024");
    }

    @Test
    void leavesAnOverwrittenImageToItsOwnEvent() throws IOException {
        UploadedImage older = upload("images/a.png", Content.text(10), "01");
        upload("images/a.png", Content.text(11), "02");
        assertThat(zip(s3, older).kind()).isEqualTo(Outcome.Kind.SUPERSEDED);
        assertThat(s3.listObjectsV2(r -> r.bucket(SETTINGS.bucket())).contents())
                .hasSize(1);
    }

    @Test
    void reportsADeletedImageAsGone() throws IOException {
        UploadedImage upload = upload("images/a.png", Content.text(10), "01");
        s3.deleteObject(r -> r.bucket(SETTINGS.bucket()).key(upload.key()));
        assertThat(zip(s3, upload).kind()).isEqualTo(Outcome.Kind.GONE);
    }

    /** The ZIP is written, and then the connection breaks: the SDK, or the next attempt, writes again. */
    @ParameterizedTest
    @CsvSource({"1, 10", "1, 9000000", "4, 10", "4, 9000000"})
    void recognizesItsOwnWriteWhoseResponseWasLost(int lostResponses, int size) throws IOException {
        byte[] content = Content.noise(size);
        UploadedImage image = upload("images/a.png", content, "01");
        Outcome outcome;
        try (S3Client forgetful = losingResponsesToWrites(lostResponses)) {
            outcome = zip(forgetful, image);
        }
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.ZIPPED);
        assertThat(outcome.bytesIn()).isEqualTo(size);
        assertThat(outcome.bytesOut()).isEqualTo(get("zip/a.png.zip").asByteArray().length);
        assertThat(outcome.reason()).isEmpty();
        assertZip("zip/a.png.zip", "a.png", content);
    }

    @Test
    void reportsAForeignObjectThatAWriteWithoutResponseReplaced() throws IOException {
        s3.putObject(r -> r.bucket(SETTINGS.bucket()).key("zip/a.png.zip"), RequestBody.fromString("not ours"));
        UploadedImage image = upload("images/a.png", Content.text(10), "01");
        try (S3Client forgetful = losingResponsesToWrites(1)) {
            assertThat(zip(forgetful, image).reason())
                    .isEqualTo("replaced an object whose metadata does not name this image");
        }
    }

    /** The SDK gives up by itself, for example because the time for the call is over. */
    @Test
    void recognizesItsOwnWriteAfterATimeout() throws IOException {
        AtomicBoolean written = new AtomicBoolean();
        S3Client slow = new DelegatingS3Client(s3) {
            @Override
            public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
                PutObjectResponse response = super.putObject(request, body);
                if (written.getAndSet(true)) {
                    return response;
                }
                throw SdkClientException.create("the call took too long");
            }
        };
        Outcome outcome = zip(slow, upload("images/a.png", Content.text(10), "01"));
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.ZIPPED);
        assertThat(outcome.bytesOut()).isEqualTo(get("zip/a.png.zip").asByteArray().length);
    }

    /** A client that loses responses to PUT and Complete, from the first one on that says that S3 wrote the ZIP. */
    private S3Client losingResponsesToWrites(int lostResponses) {
        SdkHttpClient http = UrlConnectionHttpClient.create();
        AtomicInteger left = new AtomicInteger(lostResponses);
        AtomicBoolean written = new AtomicBoolean();
        return SERVER.builder()
                .httpClient(new SdkHttpClient() {
                    @Override
                    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                        ExecutableHttpRequest prepared = http.prepareRequest(request);
                        return new ExecutableHttpRequest() {
                            @Override
                            public HttpExecuteResponse call() throws IOException {
                                HttpExecuteResponse response = prepared.call();
                                boolean publishes = publishes(request.httpRequest());
                                if (publishes && response.httpResponse().isSuccessful()) {
                                    written.set(true);
                                }
                                if (publishes && written.get() && left.getAndDecrement() > 0) {
                                    throw new IOException("the connection was reset");
                                }
                                return response;
                            }

                            @Override
                            public void abort() {
                                prepared.abort();
                            }
                        };
                    }

                    @Override
                    public void close() {
                        http.close();
                    }
                })
                .build();
    }

    private static boolean publishes(SdkHttpRequest request) {
        Set<String> parameters = request.rawQueryParameters().keySet();
        return (request.method() == SdkHttpMethod.PUT && parameters.isEmpty())
                || (request.method() == SdkHttpMethod.POST && parameters.contains("uploadId"));
    }

    @Test
    void writesAgainAfterAConflict() throws IOException {
        AtomicBoolean conflicted = new AtomicBoolean();
        S3Client contended = new DelegatingS3Client(s3) {
            @Override
            public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
                if (conflicted.getAndSet(true)) {
                    return super.putObject(request, body);
                }
                throw S3Exception.builder()
                        .statusCode(409)
                        .message("ConditionalRequestConflict")
                        .build();
            }
        };
        byte[] content = Content.text(10);
        assertThat(zip(contended, upload("images/a.png", content, "01")).kind()).isEqualTo(Outcome.Kind.ZIPPED);
        assertZip("zip/a.png.zip", "a.png", content);
    }

    @Test
    void failsWhenConflictsDoNotEnd() {
        S3Client hopeless = new DelegatingS3Client(s3) {
            @Override
            public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
                throw S3Exception.builder()
                        .statusCode(409)
                        .message("ConditionalRequestConflict")
                        .build();
            }
        };
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> zip(hopeless, upload("images/a.png", Content.text(10), "01")))
                .withMessageContaining("other writes of this ZIP kept winning");
    }

    /** The upload is gone at S3, for example because the bucket's lifecycle rule aborted it. */
    @Test
    void saysWhyAMultipartUploadWasNotCompleted() {
        S3Client forgetful = new DelegatingS3Client(s3) {
            @Override
            public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request) {
                throw S3Exception.builder()
                        .statusCode(404)
                        .message("The specified upload does not exist.")
                        .build();
            }
        };
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> zip(forgetful, upload("images/a.png", Content.noise(9_000_000), "01")))
                .withMessage("S3 did not complete the multipart upload: The specified upload does not exist.")
                .withCauseInstanceOf(S3Exception.class);
    }

    /** The second attempt finds no time left. Without the first exception nobody would learn what went wrong. */
    @Test
    void keepsTheExceptionOfTheAttemptBefore() {
        StoppedClock clock = new StoppedClock();
        SdkClientException reset = SdkClientException.create("the connection was reset");
        UploadedImage image = upload("images/a.png", Content.text(10), "01");
        boolean[] failed = {false};
        S3Client slow = new DelegatingS3Client(s3) {
            @Override
            public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
                if (!failed[0]) {
                    failed[0] = true;
                    throw reset;
                }
                clock.pass(Duration.ofSeconds(100));
                return super.getObject(request, transformer);
            }
        };
        assertThatExceptionOfType(OutOfTimeException.class)
                .isThrownBy(() -> zip(slow, image, new Deadline(clock, Duration.ofSeconds(100))))
                .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(reset));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 20_000_000})
    void publishesNothingIfTheImageEndsEarly(int size) {
        S3Client broken = new DelegatingS3Client(s3) {
            @Override
            public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
                ResponseBytes<GetObjectResponse> whole = s3.getObjectAsBytes(request);
                byte[] half = Arrays.copyOf(whole.asByteArray(), size / 2);
                return answered(transformer, whole.response(), new ByteArrayInputStream(half));
            }
        };
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> zip(broken, upload("images/a.png", Content.noise(size), "01")))
                .withMessage("expected " + size + " bytes but received " + size / 2);
        assertThat(s3.listObjectsV2(r -> r.bucket(SETTINGS.bucket()).prefix("zip/"))
                        .contents())
                .isEmpty();
    }

    /** The first part's upload waits until the function has read beyond the second part. */
    @Test
    void readsOnWhileAPartIsUploaded() throws IOException {
        CountDownLatch readOn = new CountDownLatch(1);
        List<Boolean> overlapped = new ArrayList<>();
        S3Client overlapping = new DelegatingS3Client(s3) {
            @Override
            public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
                ResponseBytes<GetObjectResponse> whole = s3.getObjectAsBytes(request);
                return answered(transformer, whole.response(), new ByteArrayInputStream(whole.asByteArray()) {
                    @Override
                    public synchronized int read(byte[] bytes, int offset, int length) {
                        if (pos > PartSize.MIN + (4 << 20)) {
                            readOn.countDown();
                        }
                        return super.read(bytes, offset, length);
                    }
                });
            }

            @Override
            public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
                try {
                    overlapped.add(readOn.await(20, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return super.uploadPart(request, body);
            }
        };
        byte[] content = Content.noise(15_000_000);
        assertThat(zip(overlapping, upload("images/a.png", content, "01")).kind())
                .isEqualTo(Outcome.Kind.ZIPPED);
        assertThat(overlapped).containsExactly(true, true);
        assertZip("zip/a.png.zip", "a.png", content);
    }

    /** The entry has the image's time, not the time of the run. */
    @Test
    void writesTheSameBytesForTheSameUpload() throws IOException {
        byte[] content = Content.mixture(300_000);
        UploadedImage upload = upload("images/a.png", content, "01");
        zip(dated(), upload);
        assertThat(get("zip/a.png.zip").asByteArray()).isEqualTo(ZipWriterTest.zip("a.png", MODIFIED, "01", content));
        assertThat(get("zip/a.png.zip").response().metadata())
                .containsAllEntriesOf(Map.of(
                        "source-sequencer", "01", "source-etag", upload.eTag().orElseThrow()));
    }

    /** Answers a GET as the SDK does. */
    public static <T> T answered(
            ResponseTransformer<GetObjectResponse, T> transformer, GetObjectResponse response, InputStream content) {
        try {
            return transformer.transform(response, AbortableInputStream.create(content));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Fails the first requests for an image. */
    private final class Failing extends DelegatingS3Client {
        private final RuntimeException failure;
        private final int times;
        private int asked;

        Failing(RuntimeException failure, int times) {
            super(s3);
            this.failure = failure;
            this.times = times;
        }

        @Override
        public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
            if (asked++ < times) {
                throw failure;
            }
            return super.getObject(request, transformer);
        }
    }

    private static Stream<RuntimeException> transientErrors() {
        return Stream.of(
                SdkClientException.create("the connection was reset"),
                S3Exception.builder().statusCode(503).message("SlowDown").build(),
                S3Exception.builder().statusCode(429).message("slower").build());
    }

    @ParameterizedTest
    @MethodSource("transientErrors")
    void retriesTransientErrors(RuntimeException failure) throws IOException {
        Failing failing = new Failing(failure, ImageZipper.MAX_ATTEMPTS - 1);
        assertThat(zip(failing, upload("images/a.png", Content.text(10), "01")).kind())
                .isEqualTo(Outcome.Kind.ZIPPED);
        assertThat(failing.asked).isEqualTo(ImageZipper.MAX_ATTEMPTS);
    }

    @ParameterizedTest
    @MethodSource("transientErrors")
    void failsAfterTheLastAttempt(RuntimeException failure) {
        Failing failing = new Failing(failure, Integer.MAX_VALUE);
        UploadedImage upload = upload("images/a.png", Content.text(10), "01");
        assertThatThrownBy(() -> zip(failing, upload)).isSameAs(failure);
        assertThat(failing.asked).isEqualTo(ImageZipper.MAX_ATTEMPTS);
    }

    @Test
    void neverRetriesAPermanentError() {
        RuntimeException refused =
                S3Exception.builder().statusCode(403).message("AccessDenied").build();
        Failing failing = new Failing(refused, Integer.MAX_VALUE);
        UploadedImage upload = upload("images/a.png", Content.text(10), "01");
        assertThatThrownBy(() -> zip(failing, upload)).isSameAs(refused);
        assertThat(failing.asked).isEqualTo(1);
    }

    @Test
    void neverRetriesOnAnInterruptedThread() {
        SdkClientException reset = SdkClientException.create("the connection was reset");
        Failing failing = new Failing(reset, Integer.MAX_VALUE);
        UploadedImage upload = upload("images/a.png", Content.text(10), "01");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> zip(failing, upload)).isSameAs(reset);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(failing.asked).isEqualTo(1);
    }

    /** Each attempt takes its time and fails with a transient error. */
    private int attempts(Duration remaining, Duration... taken) {
        StoppedClock clock = new StoppedClock();
        UploadedImage image = upload("images/a.png", Content.text(10), "01");
        List<Duration> left = new ArrayList<>(List.of(taken));
        int[] attempts = {0};
        S3Client slow = new DelegatingS3Client(s3) {
            @Override
            public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
                attempts[0]++;
                clock.pass(left.isEmpty() ? Duration.ZERO : left.remove(0));
                throw SdkClientException.create("the connection was reset");
            }
        };
        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> zip(slow, image, new Deadline(clock, remaining)));
        return attempts[0];
    }

    /** Of 100 s the last 12 are the reserve for an abort. */
    @Test
    void retriesOnlyIfTheLongestAttemptFitsOnceMore() {
        Duration remaining = Duration.ofSeconds(100);
        assertThat(attempts(remaining, Duration.ofSeconds(40), Duration.ofSeconds(20)))
                .as("after 40 s 48 are left; after 20 more only 28")
                .isEqualTo(2);
        assertThat(attempts(remaining, Duration.ofSeconds(44)))
                .as("44 s are left, which the next attempt would need to the last")
                .isEqualTo(1);
        assertThat(attempts(remaining, Duration.ofSeconds(43)))
                .as("45 s are left")
                .isEqualTo(ImageZipper.MAX_ATTEMPTS);
    }

    @Test
    void sendsNoRequestInTheReserve() {
        StoppedClock clock = new StoppedClock();
        Deadline deadline = new Deadline(clock, Duration.ofSeconds(100));
        clock.pass(Duration.ofSeconds(88));
        Failing counting = new Failing(SdkClientException.create("none"), 0);
        UploadedImage image = upload("images/a.png", Content.text(10), "01");
        assertThatExceptionOfType(OutOfTimeException.class).isThrownBy(() -> zip(counting, image, deadline));
        assertThat(counting.asked).isZero();
    }
}
