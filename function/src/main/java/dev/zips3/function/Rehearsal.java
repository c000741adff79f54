package dev.zips3.function;

import dev.zips3.function.s3.PartSize;
import dev.zips3.function.snapstart.FakeS3;
import dev.zips3.function.snapstart.LoopbackIdentity;
import dev.zips3.function.snapstart.RehearsalContext;
import dev.zips3.function.snapstart.WarmUp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.SplittableRandom;
import javax.net.ssl.HttpsURLConnection;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The way of one image from event to response, by the function's own classes and over TLS, but of an image that is
 * nowhere, and to a {@link FakeS3}: an initialization has no bucket to try things in, and may have no network.
 */
public final class Rehearsal implements WarmUp.Performance {

    /** The first loads the classes; after the last the compiler has seen all that is hot. */
    private static final int TIMES = 12;

    private static final int IMAGE_SIZE = 1 << 20;

    /** Every so many bytes some repeat, as in a PNG of which a few blocks gain. */
    private static final int NOISE = 192 * 1024;

    private static final int REPETITION = 64 * 1024;

    private static final Settings SETTINGS = new Settings("rehearsal", "000000000000", "images/", ".png", "zip/");

    private static final byte[] EVENT = """
            {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",
            "eventTime":"2026-01-01T00:00:00.000Z","eventName":"ObjectCreated:Put",
            "userIdentity":{"principalId":"rehearsal"},"requestParameters":{"sourceIPAddress":"127.0.0.1"},
            "responseElements":{"x-amz-request-id":"00","x-amz-id-2":"00"},
            "s3":{"s3SchemaVersion":"1.0","configurationId":"rehearsal",
            "bucket":{"name":"rehearsal","ownerIdentity":{"principalId":"rehearsal"},"arn":"arn:aws:s3:::rehearsal"},
            "object":{"key":"images/rehearsal+1.png","size":%d,"eTag":"%s","sequencer":"00"}}}]}
            """.formatted(IMAGE_SIZE, FakeS3.E_TAG).getBytes(StandardCharsets.UTF_8);

    /** @throws IllegalStateException if the image was not zipped */
    @Override
    public void perform() throws IOException, GeneralSecurityException {
        // That of the function's own client: it holds the certificates of the JVM, which are read now.
        HttpsURLConnection.getDefaultSSLSocketFactory();
        LoopbackIdentity identity = LoopbackIdentity.create();
        try (FakeS3 server = new FakeS3(identity.serverSockets(), image());
                S3Client s3 = client(server, identity)) {
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            ZipS3Images function = new ZipS3Images(SETTINGS, s3, PartSize.forThisHeap(), nowhere, Clock.systemUTC());
            for (int i = 0; i < TIMES; i++) {
                invoke(function);
            }
        }
    }

    private static void invoke(ZipS3Images function) throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        function.handleRequest(new ByteArrayInputStream(EVENT), response, new RehearsalContext());
        String reports = response.toString(StandardCharsets.US_ASCII);
        if (!reports.contains(Outcome.Kind.ZIPPED.name())) {
            throw new IllegalStateException("the rehearsal's image was not zipped: " + reports);
        }
    }

    private static S3Client client(FakeS3 server, LoopbackIdentity identity) {
        return S3Client.builder()
                .httpClientBuilder(
                        UrlConnectionHttpClient.builder().tlsTrustManagersProvider(identity.trust()::getTrustManagers))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("rehearsal", "rehearsal")))
                .region(Region.US_EAST_1)
                .endpointOverride(server.uri())
                .build();
    }

    private static byte[] image() {
        byte[] image = new byte[IMAGE_SIZE];
        SplittableRandom random = new SplittableRandom(1);
        random.nextBytes(image);
        for (int end = NOISE; end + REPETITION <= image.length; end += NOISE + REPETITION) {
            for (int i = end; i < end + REPETITION; i++) {
                image[i] = image[i - 1 - random.nextInt(3)];
            }
        }
        return image;
    }
}
