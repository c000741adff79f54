package dev.zips3.local.s3.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers in XML if Jetty refuses a request before the servlet, e.g. a path that leaves its bucket. S3Proxy 4.1.0 has
 * the same class, but it is private to its own server.
 */
final class S3ErrorHandler extends ErrorHandler {
    /** Jetty writes no document for PUT and DELETE by default. */
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int status, String message, Throwable cause, Callback callback) {
        String code = switch (status) {
            case 400 -> "InvalidURI";
            case 431 -> "RequestHeaderSectionTooLarge";
            default -> status < 500 ? "InvalidRequest" : "InternalError";
        };
        String document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code
                + "</Code><Message>The request cannot be parsed</Message></Error>";
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/xml");
        // The connection may still have bytes of the refused request.
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        response.write(true, ByteBuffer.wrap(document.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
