package dev.zips3.function;

import java.net.URI;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * An S3 endpoint in this JVM: S3Proxy with a store in memory, and a client for it.
 *
 * <p>The client sends bodies without chunks and trailing checksums. S3Proxy stops reading after the content; if it then
 * closes a connection with unread bytes, the client does not get the response.
 */
public final class S3Server implements BeforeAllCallback, AfterAllCallback {

    private S3Proxy server;
    private S3Client client;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        server = S3Proxy.builder()
                .blobStore(BlobStores.create("transient", new Properties()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "key", "secret")
                .ignoreUnknownHeaders(true)
                .build();
        server.start();
        client = builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
    }

    /** Returns a builder of clients for this server; it has no HTTP client yet. */
    public S3ClientBuilder builder() {
        return S3Client.builder()
                .region(Region.US_WEST_2)
                .endpointOverride(URI.create("http://127.0.0.1:" + server.getPort()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build());
    }

    public S3Client client() {
        return client;
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        client.close();
        server.stop();
    }
}
