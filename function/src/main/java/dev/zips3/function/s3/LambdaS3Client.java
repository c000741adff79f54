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
 * The S3 client of a Lambda environment: region and endpoint come from the SDK's own environment variables. By its
 * default every write carries a CRC-32, which S3 checks.
 */
public final class LambdaS3Client {

    /**
     * How long an answer may let one wait for its next byte. It bounds how far a read can overrun the end of work that
     * {@link Deadline} sets, so it is shorter than the reserve.
     */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

    /** The SDK's own. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private LambdaS3Client() {}

    public static S3ClientBuilder builder() {
        return S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create(LambdaS3Client::connection))
                .credentialsProvider(credentials());
    }

    /**
     * Of the JDK's own making: its TLS is that of the JVM, which comes into being with the first connection that needs
     * it. The SDK's connections have one each client, made with the client, and with the certificates of the JVM read
     * for it whether or not there will be TLS.
     */
    private static HttpURLConnection connection(URI uri) {
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
     * Lambda gives credentials in variables, or over a local endpoint when the environment is restored from a snapshot.
     * Nothing else is looked for: it would cost time at init, and find a developer's profile on a laptop.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-security.html">SnapStart security model</a>
     */
    private static AwsCredentialsProvider credentials() {
        return SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI
                        .getStringValue()
                        .isPresent()
                ? ContainerCredentialsProvider.builder().build()
                : EnvironmentVariableCredentialsProvider.create();
    }
}
