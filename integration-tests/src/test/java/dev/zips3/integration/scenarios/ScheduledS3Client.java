package dev.zips3.integration.scenarios;

import java.util.function.Function;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Request;

/** The client of one delivery, which makes each request in its turn. */
final class ScheduledS3Client extends DelegatingS3Client {

    private final DeterministicScheduler turns;
    private final int delivery;

    ScheduledS3Client(S3Client s3, DeterministicScheduler turns, int delivery) {
        super(s3);
        this.turns = turns;
        this.delivery = delivery;
    }

    @Override
    protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
        return turns.take(delivery, () -> operation.apply(request));
    }
}
