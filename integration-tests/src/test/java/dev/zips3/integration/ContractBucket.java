package dev.zips3.integration;

import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The bucket of the contract: the local S3's, or an existing one that {@code -Dzips3.contract.bucket} and
 * {@code -Dzips3.contract.owner} name, at {@code -Dzips3.contract.endpoint} or else at AWS. Region and credentials of
 * an existing one come from the SDK's own environment variables, profile or role.
 */
record ContractBucket(String name, String owner, S3Client client, AutoCloseable server) implements AutoCloseable {

    private static final String PROPERTY = "zips3.contract.";

    static ContractBucket open() throws IOException {
        String name = System.getProperty(PROPERTY + "bucket");
        if (name == null) {
            TestBucket local = new TestBucket();
            return new ContractBucket(TestBucket.NAME, local.owner(), local.user(), local);
        }
        S3ClientBuilder builder = S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
        String endpoint = System.getProperty(PROPERTY + "endpoint");
        if (endpoint != null) {
            // Emulators seldom have a host name for each bucket.
            builder.endpointOverride(URI.create(endpoint)).forcePathStyle(true);
        }
        S3Client client = builder.build();
        return new ContractBucket(name, System.getProperty(PROPERTY + "owner"), client, client);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot close the bucket's server", e);
        }
    }
}
