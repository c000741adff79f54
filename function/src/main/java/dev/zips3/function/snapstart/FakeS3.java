package dev.zips3.function.snapstart;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * An HTTP client that responds as S3 would, without a network: to every GET with the same image, to every other request
 * with success. The SDK above it works as in production: it signs requests, and computes and verifies checksums.
 */
final class FakeS3 implements SdkHttpClient {

    private static final String ETAG = "\"d41d8cd98f00b204e9800998ecf8427e\"";

    private final byte[] image;
    private final String checksum;
    private int writes;

    FakeS3(byte[] image) {
        this.image = image;
        CRC32 crc = new CRC32();
        crc.update(image);
        byte[] value =
                ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
        this.checksum = Base64.getEncoder().encodeToString(value);
    }

    /** Returns the number of PUT requests so far. */
    int writes() {
        return writes;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return respond(request);
            }

            @Override
            public void abort() {
                // A call returns at once, so there is nothing to abort.
            }
        };
    }

    private HttpExecuteResponse respond(HttpExecuteRequest request) throws IOException {
        if (request.contentStreamProvider().isPresent()) {
            // The SDK computes the checksum while the body is read.
            try (InputStream body = request.contentStreamProvider().get().newStream()) {
                body.transferTo(OutputStream.nullOutputStream());
            }
        }
        SdkHttpMethod method = request.httpRequest().method();
        if (method == SdkHttpMethod.PUT) {
            writes++;
        }
        byte[] content = method == SdkHttpMethod.GET ? image : new byte[0];
        SdkHttpResponse.Builder response = SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("ETag", ETAG)
                .putHeader("Content-Length", Integer.toString(content.length));
        if (method == SdkHttpMethod.GET) {
            response.putHeader("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
                    .putHeader("x-amz-checksum-crc32", checksum);
        }
        return HttpExecuteResponse.builder()
                .response(response.build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(content)))
                .build();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
