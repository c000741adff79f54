package dev.zips3.function.s3;

import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.S3Request;

/** Gives each call the timeout that its deadline leaves: see {@link Deadline#limit}. */
final class DeadlineS3Client extends DelegatingS3Client {

    private final Deadline deadline;

    DeadlineS3Client(S3Client s3, Deadline deadline) {
        super(s3);
        this.deadline = deadline;
    }

    @Override
    protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
        Duration left = request instanceof AbortMultipartUploadRequest ? deadline.forAbort() : deadline.forWork();
        if (left.isZero()) {
            throw new OutOfTimeException();
        }
        // The builder of a request builds the same type of request, but the SDK's generics do not say so.
        @SuppressWarnings("unchecked")
        T limited = (T) request.toBuilder()
                .overrideConfiguration(c -> c.apiCallTimeout(left))
                .build();
        return operation.apply(limited);
    }
}
