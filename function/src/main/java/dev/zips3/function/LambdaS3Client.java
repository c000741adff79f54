package dev.zips3.function;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The S3 client of a Lambda environment: region and endpoint come from the SDK's own environment variables. By its
 * default every write carries a CRC-32, which S3 checks.
 */
final class LambdaS3Client {

    /**
     * How long an answer may let one wait for its next byte. It bounds how far a read can overrun the end of work that
     * {@link Deadline} sets, so it is shorter than the reserve.
     */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

    private LambdaS3Client() {}

    static S3Client create() {
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(SOCKET_TIMEOUT))
                .credentialsProvider(credentials())
                .build();
    }

    /**
     * Lambda gives credentials in variables, or over a local endpoint when the environment was restored from a
     * snapshot. Nothing else is looked for: it would cost time at init, and find a developer's profile on a laptop.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-security.html">SnapStart security model</a>
     */
    private static AwsCredentialsProvider credentials() {
        return AwsCredentialsProviderChain.of(
                EnvironmentVariableCredentialsProvider.create(),
                ContainerCredentialsProvider.builder().build());
    }
}
