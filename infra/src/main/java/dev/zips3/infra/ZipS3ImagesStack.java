package dev.zips3.infra;

import java.nio.file.Path;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** The lab, step by step. */
final class ZipS3ImagesStack extends Stack {

    ZipS3ImagesStack(Construct scope, Settings settings, Path functionJar) {
        this(scope, settings, PhysicalNames.of(settings), functionJar);
    }

    private ZipS3ImagesStack(Construct scope, Settings settings, PhysicalNames names, Path functionJar) {
        super(scope, names.stack(), properties(settings));

        Bucket bucket = new ImageBucket(names, settings).create(this);
        LogGroup logs = new Logs(settings.logRetentionDays()).create(this, "Logs", names.logGroup());
        Queue failures = FailureQueue.create(this, names.failureQueue());
        IRole role = new FunctionRole(names, settings).create(this, logs, failures);
        IFunction invoked = new ZipFunction(names, settings, functionJar).create(this, role, logs);

        FailureQueue.receiveFailures(failures, invoked);
        new UploadTrigger(names, settings).connect(bucket, invoked);
        new Outputs(this, settings, names).show(bucket, invoked, failures);
    }

    /** No account: the template fits whichever one the credentials at deployment belong to. */
    private static StackProps properties(Settings settings) {
        return StackProps.builder()
                .env(Environment.builder().region(settings.region()).build())
                .description("An upload under %s becomes a ZIP under %s"
                        .formatted(settings.imagePrefix(), settings.zipPrefix()))
                .build();
    }
}
