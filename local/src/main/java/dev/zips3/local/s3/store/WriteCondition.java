package dev.zips3.local.s3.store;

import org.gaul.s3proxy.blobstore.S3Exceptions;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * The condition of a write, as the value of an {@code If-None-Match} header.
 *
 * <p>{@code S3ProxyHandler} 4.1.0 passes {@code If-None-Match} to the store and waits for the store's answer. It checks
 * {@code If-Match} itself, before the store writes: {@code handlePutBlob} calls this "a non-atomic operation (HEAD then
 * PUT)", so two writers can both succeed, and {@code handleCompleteMultipartUpload} does the same. So the servlet
 * passes {@code If-Match} to the store in the other header.
 */
public record WriteCondition(String headerValue) {
    private static final String ABSENT = "*";
    private static final String IF_MATCH = "if-match:";

    public static WriteCondition ifMatch(String eTag) {
        return new WriteCondition(IF_MATCH + eTag);
    }

    public static WriteCondition ifAbsent() {
        return new WriteCondition(ABSENT);
    }

    /**
     * Throws S3's error if the condition fails.
     *
     * @param current the object that the write would overwrite; null if there is none
     */
    void check(String bucket, String key, HeadObjectResponse current) {
        if (headerValue == null) {
            return;
        }
        if (headerValue.equals(ABSENT)) {
            if (current != null) {
                throw S3Exceptions.preconditionFailed(null);
            }
            return;
        }
        if (current == null) {
            throw S3Exceptions.noSuchKey(bucket, key, "If-Match");
        }
        String expected = unquote(headerValue.substring(IF_MATCH.length()));
        if (!expected.equals("*") && !expected.equals(unquote(current.eTag()))) {
            throw S3Exceptions.preconditionFailed(null);
        }
    }

    /** Some clients send an eTag with quotes, some without. */
    static String unquote(String eTag) {
        return eTag == null ? null : eTag.replace("\"", "");
    }
}
