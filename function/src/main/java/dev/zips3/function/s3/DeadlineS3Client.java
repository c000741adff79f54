package dev.zips3.function.s3;

import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * Starts no call that cannot end within the deadline, and ends those that would outlast it, the SDK's own retries
 * included. Only an abort may use the reserve.
 */
public final class DeadlineS3Client extends DelegatingS3Client {

    private final Deadline deadline;

    public DeadlineS3Client(S3Client s3, Deadline deadline) {
        super(s3);
        this.deadline = deadline;
    }

    @Override
    protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
        Duration left = request instanceof AbortMultipartUploadRequest ? deadline.forAbort() : deadline.forWork();
        if (left.isZero()) {
            throw new OutOfTimeException();
        }
        // A request's builder builds its own type; the SDK's generics do not say so.
        @SuppressWarnings("unchecked")
        T timed = (T) request.toBuilder()
                .overrideConfiguration(c -> c.apiCallTimeout(left))
                .build();
        return operation.apply(timed);
    }
}
