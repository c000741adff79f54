package dev.zips3.function.s3;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What an answer of S3 other than success means here.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList">Error codes</a>
 */
public enum S3Error {
    /** 404: there is no such key, version or upload. */
    MISSING,
    /** 409 ConditionalRequestConflict: another write of this key was under way. */
    CONFLICT,
    /** 412: the condition does not hold. */
    CONDITION_FAILED,
    /** 429 and 5xx: it may be different the next time. */
    TRANSIENT,
    /** Anything else; a missing bucket, too: that is not the image's fault and nothing to be passed over. */
    OTHER;

    private static final int SERVER_ERROR = 500;

    public static S3Error of(S3Exception e) {
        if (e.statusCode() >= SERVER_ERROR) {
            return TRANSIENT;
        }
        return switch (e.statusCode()) {
            case 404 -> code(e).equals("NoSuchBucket") ? OTHER : MISSING;
            case 409 -> CONFLICT;
            case 412 -> CONDITION_FAILED;
            case 429 -> TRANSIENT;
            default -> OTHER;
        };
    }

    /** Empty where the answer had no body, as to a HEAD. */
    private static String code(S3Exception e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }
}
