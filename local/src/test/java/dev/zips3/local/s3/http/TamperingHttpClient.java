package dev.zips3.local.s3.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** Sends the requests of the SDK, and replaces a part of their bodies. */
record TamperingHttpClient(SdkHttpClient client, String pattern, String replacement) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ContentStreamProvider content = request.contentStreamProvider().orElseThrow();
        return client.prepareRequest(HttpExecuteRequest.builder()
                .request(request.httpRequest())
                .contentStreamProvider(() -> altered(content))
                .build());
    }

    private InputStream altered(ContentStreamProvider content) {
        try (InputStream body = content.newStream()) {
            String text = new String(body.readAllBytes(), StandardCharsets.ISO_8859_1);
            String altered = text.replaceFirst(pattern, replacement);
            if (altered.equals(text)) {
                throw new IllegalStateException("no " + pattern + " in the body: " + text);
            }
            return new ByteArrayInputStream(altered.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
