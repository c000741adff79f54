package dev.zips3.local.s3.store;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The errors of S3 that S3Proxy has no word for. */
public final class S3Errors {
    private S3Errors() {}

    public static RuntimeException accessDenied(String message) {
        return error(403, "AccessDenied", message);
    }

    public static RuntimeException notImplemented(String message) {
        return error(501, "NotImplemented", message);
    }

    public static RuntimeException error(int status, String code, String message) {
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
