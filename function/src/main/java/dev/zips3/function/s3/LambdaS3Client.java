package dev.zips3.function.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Builds the S3 client of a Lambda environment. The SDK reads region and endpoint from its own environment variables,
 * and by default sends a CRC-32 with every write, which S3 verifies.
 */
public final class LambdaS3Client {

    /** The maximum wait for the next byte. It is shorter than the full reserve of a {@link Deadline}: see there. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

    /** The SDK's default. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private LambdaS3Client() {}

    /** Returns a builder with the HTTP client and the credentials set. */
    public static S3ClientBuilder builder() {
        return S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create(LambdaS3Client::connection))
                .credentialsProvider(credentials());
    }

    /**
     * Opens a connection. For HTTPS it uses the JDK's default TLS context, which the JVM creates for the first HTTPS
     * connection. The SDK would create a TLS context for each client, and read the JVM's certificates even if no
     * connection uses TLS.
     */
    static HttpURLConnection connection(URI uri) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
            connection.setReadTimeout(Math.toIntExact(SOCKET_TIMEOUT.toMillis()));
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Lambda gives credentials in environment variables or, with SnapStart, at a local HTTP endpoint that a variable
     * names. The SDK's default chain searches more places. That costs time at initialization, and on a laptop it finds
     * the developer's profile.
     *
     * <p>The choice is made for each request and not here, because a snapshot is restored into an environment with
     * other variables, and Lambda can initialize the function of a SnapStart version again without a snapshot.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html#snapstart-credentials">Using
     *     SnapStart with credentials</a>
     * @see <a href="https://github.com/aws-powertools/powertools-lambda-java/issues/1302">powertools-lambda-java issue
     *     1302</a>
     */
    private static AwsCredentialsProvider credentials() {
        ContainerCredentialsProvider container =
                ContainerCredentialsProvider.builder().build();
        EnvironmentVariableCredentialsProvider environment = EnvironmentVariableCredentialsProvider.create();
        return () -> SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI
                        .getStringValue()
                        .isPresent()
                ? container.resolveCredentials()
                : environment.resolveCredentials();
    }
}
