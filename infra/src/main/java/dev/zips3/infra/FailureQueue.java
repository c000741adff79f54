package dev.zips3.infra;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** Where an upload ends that could not be zipped: the event and the error, for as long as SQS keeps them. */
final class FailureQueue {

    /** Lambda's own defaults, written down so that who reads the template need not know them. */
    private static final int RETRIES = 2;

    private static final int LONGEST_WAIT_HOURS = 6;

    private FailureQueue() {}

    static Queue create(Construct scope, String name) {
        return Queue.Builder.create(scope, "Failures")
                .queueName(name)
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(Duration.days(14))
                .build();
    }

    /** A destination rather than a dead-letter queue: the latter would get the event without the error. */
    static void receiveFailures(Queue failures, IFunction invoked) {
        invoked.configureAsyncInvoke(EventInvokeConfigOptions.builder()
                .retryAttempts(RETRIES)
                .maxEventAge(Duration.hours(LONGEST_WAIT_HOURS))
                .onFailure(new SqsDestination(failures))
                .build());
    }
}
