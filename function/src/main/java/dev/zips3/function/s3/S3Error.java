package dev.zips3.function.s3;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The kinds of error responses of S3 that the function handles differently.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList">Error codes</a>
 */
public enum S3Error {
    /** NoSuchKey, NoSuchVersion, NoSuchUpload or 404: the key, the version or the upload does not exist. */
    MISSING,
    /** ConditionalRequestConflict or 409: another write of this key ran at the same time. */
    CONFLICT,
    /** PreconditionFailed or 412: the condition does not hold. */
    CONDITION_FAILED,
    /** InternalError, ServiceUnavailable, SlowDown, RequestTimeout, 429 or 5xx: a retry may succeed. */
    TRANSIENT,
    /**
     * Everything else. It includes a missing bucket, which {@link #MISSING} does not, because then the stack is wrong.
     */
    OTHER;

    private static final int SERVER_ERROR = 500;

    /**
     * Classifies an error by its code, and by its status only if the code says nothing. The response to
     * CompleteMultipartUpload can have the status 200 and an error in its body, because S3 sends the status before it
     * has assembled the object.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html">
     *     CompleteMultipartUpload</a>
     */
    public static S3Error of(S3Exception e) {
        return switch (code(e)) {
            case "NoSuchKey", "NoSuchVersion", "NoSuchUpload" -> MISSING;
            case "ConditionalRequestConflict" -> CONFLICT;
            case "PreconditionFailed" -> CONDITION_FAILED;
            case "InternalError", "ServiceUnavailable", "SlowDown", "RequestTimeout" -> TRANSIENT;
            case "NoSuchBucket" -> OTHER;
            default -> ofStatus(e.statusCode());
        };
    }

    private static S3Error ofStatus(int status) {
        if (status >= SERVER_ERROR) {
            return TRANSIENT;
        }
        return switch (status) {
            case 404 -> MISSING;
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
