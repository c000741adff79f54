package dev.zips3.integration.scenarios;

import java.util.function.Function;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Request;

/** The S3 client of one delivery. It makes each request when the scheduler lets it. */
final class ScheduledS3Client extends DelegatingS3Client {

    private final DeterministicScheduler scheduler;
    private final int delivery;

    ScheduledS3Client(S3Client s3, DeterministicScheduler scheduler, int delivery) {
        super(s3);
        this.scheduler = scheduler;
        this.delivery = delivery;
    }

    @Override
    protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
        return scheduler.whenAdvanced(delivery, () -> operation.apply(request));
    }
}
