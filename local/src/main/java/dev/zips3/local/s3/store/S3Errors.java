package dev.zips3.local.s3.store;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** S3 errors that S3Proxy's {@code S3Exceptions} does not have. */
public final class S3Errors {
    private S3Errors() {}

    public static AwsServiceException accessDenied(String message) {
        return error(403, "AccessDenied", message);
    }

    public static AwsServiceException notImplemented(String message) {
        return error(501, "NotImplemented", message);
    }

    /**
     * Any error of S3.
     *
     * @param code as in <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3's list</a>
     */
    public static AwsServiceException error(int status, String code, String message) {
        return S3Exception.builder()
                .message(message)
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }
}
