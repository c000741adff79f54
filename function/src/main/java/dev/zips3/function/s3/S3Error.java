package dev.zips3.function.s3;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The kinds of error responses of S3 that the function handles differently.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList">Error codes</a>
 */
public enum S3Error {
    /** 404: the key, the version or the upload does not exist. */
    MISSING,
    /** 409 ConditionalRequestConflict: another write of this key ran at the same time. */
    CONFLICT,
    /** 412: the condition does not hold. */
    CONDITION_FAILED,
    /** 429 and 5xx: a retry may succeed. */
    TRANSIENT,
    /**
     * Everything else. It includes a missing bucket, which {@link #MISSING} does not, because then the stack is wrong.
     */
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

    /** Returns the error code, or empty if the response has no body, as S3's response to HEAD. */
    private static String code(S3Exception e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }
}
