package dev.zips3.function.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class S3ErrorTest {

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchKey, MISSING",
        "404, NoSuchVersion, MISSING",
        "404, NoSuchUpload, MISSING",
        // The response to a HEAD has no body.
        "404, , MISSING",
        "404, NoSuchBucket, OTHER",
        "409, ConditionalRequestConflict, CONFLICT",
        "412, PreconditionFailed, CONDITION_FAILED",
        "429, TooManyRequests, TRANSIENT",
        "500, InternalError, TRANSIENT",
        "503, SlowDown, TRANSIENT",
        "499, , OTHER",
        "400, BadDigest, OTHER",
        "403, AccessDenied, OTHER",
        // A response to CompleteMultipartUpload can have the status 200 and an error in its body.
        "200, PreconditionFailed, CONDITION_FAILED",
        "200, ConditionalRequestConflict, CONFLICT",
        "200, NoSuchUpload, MISSING",
        "200, NoSuchBucket, OTHER",
        "200, InternalError, TRANSIENT",
        "200, SlowDown, TRANSIENT",
        "200, ServiceUnavailable, TRANSIENT",
        "200, BadDigest, OTHER",
        "400, RequestTimeout, TRANSIENT",
        // Another code of the same status: the status decides.
        "409, OperationAborted, CONFLICT",
    })
    void classifiesResponses(int status, String code, S3Error error) {
        AwsServiceException.Builder answer = S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build());
        assertThat(S3Error.of((S3Exception) answer.build())).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({"404, MISSING", "412, CONDITION_FAILED"})
    void classifiesResponsesWithoutABody(int status, S3Error error) {
        assertThat(S3Error.of(
                        (S3Exception) S3Exception.builder().statusCode(status).build()))
                .isEqualTo(error);
    }
}
