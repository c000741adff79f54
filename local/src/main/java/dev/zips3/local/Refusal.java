package dev.zips3.local;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The errors of S3 that S3Proxy has no word for. */
final class Refusal {
    private Refusal() {}

    static RuntimeException accessDenied(String message) {
        return of(403, "AccessDenied", message);
    }

    static RuntimeException notImplemented(String message) {
        return of(501, "NotImplemented", message);
    }

    static RuntimeException of(int status, String code, String message) {
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
