package dev.zips3.local.s3.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The bucket and key of a request, read from its path as S3Proxy reads them.
 *
 * @param key empty for a request to the bucket
 */
record S3Target(String bucket, String key) {
    static S3Target of(HttpServletRequest request) {
        String[] path = request.getRequestURI().split("/", 3);
        return new S3Target(segment(path, 1), segment(path, 2));
    }

    boolean isBucket() {
        return !bucket.isEmpty() && key.isEmpty();
    }

    /**
     * Whether the request publishes an object: only then {@code If-Match} and {@code If-None-Match} are its condition.
     */
    boolean isWrite(HttpServletRequest request) {
        boolean isPut = request.getMethod().equals("PUT")
                && !key.isEmpty()
                && request.getParameter("uploadId") == null
                && request.getParameter("acl") == null;
        return isPut || isComplete(request);
    }

    /** Whether it is CompleteMultipartUpload. */
    boolean isComplete(HttpServletRequest request) {
        return request.getMethod().equals("POST") && !key.isEmpty() && request.getParameter("uploadId") != null;
    }

    /** Whether a browser posts an HTML form. */
    static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return request.getMethod().equals("POST")
                && type != null
                && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    private static String segment(String[] path, int index) {
        return path.length > index ? URLDecoder.decode(path[index], StandardCharsets.UTF_8) : "";
    }
}
