package dev.zips3.local.s3.http;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * A response whose writer ignores flushes. Jetty then sends an XML document when it is complete, with its
 * Content-Length.
 *
 * <p>{@code S3ProxyHandler} 4.1.0 flushes every document, so Jetty sends it in chunks. The CRT client of the AWS SDKs
 * (measured with aws-crt 0.48.5) then finds no upload id in the response of CreateMultipartUpload, the error of <a
 * href="https://github.com/adobe/S3Mock/issues/1169">S3Mock issue 1169</a>.
 */
final class UnflushedResponse extends HttpServletResponseWrapper {
    UnflushedResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        return new PrintWriter(super.getWriter()) {
            @Override
            public void flush() {
                // Ignored.
            }
        };
    }
}
