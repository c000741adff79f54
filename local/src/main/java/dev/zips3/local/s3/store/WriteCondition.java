package dev.zips3.local.s3.store;

import org.gaul.s3proxy.blobstore.S3Exceptions;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * The condition of a write, in the form it takes on its way to the store.
 *
 * <p>S3Proxy 4.1.0 hands {@code If-None-Match} to the store as it came, and then waits for the store's answer before it
 * sends its own. {@code If-Match} it judges by itself, before the store writes: two writers may both pass, and of a
 * multipart upload the answer 200 is sent before the outcome is known. So {@code If-Match} travels in the other
 * header's place.
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

    /** @param current the object as it is; null when there is none */
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

    /** An eTag without its quotes, which some clients send and some do not. */
    static String unquote(String eTag) {
        return eTag == null ? null : eTag.replace("\"", "");
    }
}
