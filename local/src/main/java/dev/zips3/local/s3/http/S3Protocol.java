package dev.zips3.local.s3.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3ProxyHandler;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The S3 protocol over a store: signed requests, and errors in XML. */
final class S3Protocol extends S3ProxyHandler {
    private static final Logger LOG = LoggerFactory.getLogger(S3Protocol.class);

    /** One PUT has up to 5 GB: <a href="https://docs.aws.amazon.com/general/latest/gr/s3.html">S3's quotas</a>. */
    private static final long MAX_PUT = 5L << 30;

    /** For XML documents. The largest is the list of 10,000 parts of a multipart upload, with their checksums. */
    private static final long MAX_BODY_IN_MEMORY = 16L << 20;

    private static final int MAX_CHUNK = 16 << 20;
    private static final int MAX_CLOCK_SKEW_SECONDS = 900;

    /** S3's codes for the errors that {@code AbstractNio2BlobStore} 4.1.0 throws with only a status. */
    private static final Map<Integer, String> DEFAULT_CODES = Map.of(
            400, "BadDigest",
            405, "MethodNotAllowed",
            412, "PreconditionFailed",
            416, "InvalidRange");

    private S3Protocol(BlobStore store, AuthenticationType authentication, String id, String secret) {
        super(
                store,
                authentication,
                id,
                secret,
                null,
                MAX_PUT,
                MAX_BODY_IN_MEMORY,
                MAX_CHUNK,
                true,
                CrossOriginResourceSharing.disabled(),
                "",
                MAX_CLOCK_SKEW_SECONDS);
    }

    /** Accepts signatures of version 2 too: boto3's default for presigned URLs in the older regions. */
    static S3Protocol forSigned(BlobStore store, AccessKey accessKey) {
        return new S3Protocol(store, AuthenticationType.AWS_V2_OR_V4, accessKey.id(), accessKey.secret());
    }

    /** Checks no signature: only for requests whose signature {@link SignedBodies} has checked. */
    static S3Protocol forVerified(BlobStore store) {
        return new S3Protocol(store, AuthenticationType.NONE, null, null);
    }

    void sendError(HttpServletRequest request, HttpServletResponse response, Exception failure) throws IOException {
        if (response.isCommitted()) {
            // The status is sent already. Only a broken connection tells the client that its object is incomplete.
            throw new IOException("failed after the start of the response", failure);
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AwsServiceException s3Error) {
                sendError(request, response, s3Error);
                return;
            }
        }
        if (failure instanceof IllegalArgumentException) {
            sendError(request, response, 400, "InvalidArgument", failure.getMessage());
        } else if (failure instanceof UnsupportedOperationException) {
            sendError(request, response, 501, "NotImplemented", failure.getMessage());
        } else if (failure instanceof IOException broken) {
            throw broken;
        } else {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
            sendError(request, response, 500, "InternalError", failure.toString());
        }
    }

    private void sendError(HttpServletRequest request, HttpServletResponse response, AwsServiceException error)
            throws IOException {
        SdkHttpResponse fromStore = S3Exceptions.httpResponse(error);
        if (fromStore != null) {
            for (String header : List.of("ETag", "x-amz-delete-marker", "x-amz-version-id")) {
                fromStore.firstMatchingHeader(header).ifPresent(value -> response.setHeader(header, value));
            }
        }
        if (error.statusCode() == HttpServletResponse.SC_NOT_MODIFIED) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        String code = S3Exceptions.errorCode(error);
        String message =
                error.awsErrorDetails() == null ? null : error.awsErrorDetails().errorMessage();
        sendError(
                request,
                response,
                error.statusCode(),
                code == null ? DEFAULT_CODES.getOrDefault(error.statusCode(), "InternalError") : code,
                message);
    }

    private void sendError(
            HttpServletRequest request, HttpServletResponse response, int status, String code, String message)
            throws IOException {
        sendSimpleErrorResponse(request, response, code, status, message == null ? code : message, Map.of());
    }
}
