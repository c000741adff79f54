package dev.zips3.infra;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.CfnBucket.FilterRuleProperty;
import software.amazon.awscdk.services.s3.CfnBucket.LambdaConfigurationProperty;
import software.amazon.awscdk.services.s3.CfnBucket.NotificationConfigurationProperty;
import software.amazon.awscdk.services.s3.CfnBucket.NotificationFilterProperty;
import software.amazon.awscdk.services.s3.CfnBucket.S3KeyFilterProperty;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** The resources of the lab, in the order of its steps: bucket, log group, role, function, trigger. */
final class ZipS3ImagesStack extends Stack {

    private final Settings settings;
    private final String functionName;
    private final String bucketName;
    private final String bucketArn;

    ZipS3ImagesStack(Construct scope, Settings settings, Path functionJar) {
        super(scope, settings.stackName(), properties(settings));
        this.settings = settings;
        functionName = settings.functionName();
        // The bucket depends on the permission of the trigger. So role, permission and environment use the bucket's
        // name, which is known before the bucket exists. A reference to the bucket would make a cycle.
        bucketName = settings.bucketName(ZipS3ImagesStack::stackUuid);
        bucketArn = "arn:" + Aws.PARTITION + ":s3:::" + bucketName;

        Bucket bucket = createBucket();
        LogGroup logs =
                createLogGroup(LogGroup.Builder.create(this, "Logs").logGroupName("/aws/lambda/" + functionName));
        Queue failures = createFailureQueue();
        IRole role = new FunctionRole(this, "Role", settings, bucketArn, logs, failures)
                // Otherwise CDK would add sqs:GetQueueAttributes and sqs:GetQueueUrl for the failure queue.
                .withoutPolicyUpdates();
        IFunction function = createFunction(functionJar, role, logs);
        sendFailures(function, failures);
        invokeOnUpload(function, bucket);
        new Outputs(this, settings).add(bucket, function, functionName, failures);
    }

    /** Names no account, so that the stack is deployed to the account of the credentials. */
    private static StackProps properties(Settings settings) {
        return StackProps.builder()
                .env(Environment.builder().region(settings.region()).build())
                .description("An upload under %s becomes a ZIP under %s"
                        .formatted(settings.imagePrefix(), settings.zipPrefix()))
                .build();
    }

    /** The last part of {@code arn:aws:cloudformation:region:account:stack/name/uuid} is unique and never changes. */
    private static String stackUuid() {
        return Fn.select(2, Fn.split("/", Aws.STACK_ID));
    }

    private Bucket createBucket() {
        boolean retain = settings.retainImages();
        Bucket bucket = Bucket.Builder.create(this, "Bucket")
                .bucketName(bucketName)
                // "ACLs enabled" has two choices. With this one the account also owns what another account uploads with
                // the ACL bucket-owner-full-control.
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                // Parts of an upload that a client never completed are in no list of objects, but they cost money.
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .id("abort-abandoned-multipart-uploads")
                        .abortIncompleteMultipartUploadAfter(Duration.days(1))
                        .build()))
                // The bucket of a first deployment that failed has no images, and its name would block the next one.
                .removalPolicy(retain ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY)
                .autoDeleteObjects(!retain)
                .build();
        if (!retain) {
            EmptyingFunction.configure(bucket, createLogGroup(LogGroup.Builder.create(this, "EmptyingLogs")));
        }
        // CloudFormation does not delete the policy; S3 deletes it with the bucket. So a retained bucket remains
        // TLS-only. While a bucket is emptied, its policy denies the writes of running invocations: each of them would
        // make the deletion fail.
        bucket.getPolicy().applyRemovalPolicy(RemovalPolicy.RETAIN);
        return bucket;
    }

    /** The stack creates log groups, because those that Lambda creates never expire and outlive the stack. */
    private LogGroup createLogGroup(LogGroup.Builder properties) {
        LogGroup logs = properties.removalPolicy(RemovalPolicy.DESTROY).build();
        // The builder takes an enum, which has no lookup by the number of days.
        ((CfnLogGroup) logs.getNode().getDefaultChild()).setRetentionInDays(settings.logRetentionDays());
        return logs;
    }

    /** The queue gets the event and the error of each failed upload. It keeps them for 14 days, the maximum of SQS. */
    private Queue createFailureQueue() {
        return Queue.Builder.create(this, "Failures")
                .queueName("ZipS3Images-failures" + settings.suffix())
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(Duration.days(14))
                .build();
    }

    /**
     * Returns what S3 invokes: the alias or, without SnapStart, the function. Permission, retries and failure
     * destination have an effect only there.
     */
    private IFunction createFunction(Path jar, IRole role, LogGroup logs) {
        Function.Builder properties = Function.Builder.create(this, "Function")
                .functionName(functionName)
                .description("Zips the images uploaded under " + settings.imagePrefix())
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .handler("dev.zips3.function.ZipS3Images::handleRequest")
                .code(Code.fromAsset(jar.toString()))
                .memorySize(settings.memoryMiB())
                .timeout(Duration.seconds(settings.timeoutSeconds()))
                .environment(environment())
                .role(role)
                .logGroup(logs)
                .loggingFormat(LoggingFormat.JSON);
        if (!settings.snapStart()) {
            return properties.build();
        }
        Function function = properties
                .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
                .currentVersionOptions(versionOptions())
                .build();
        Annotations.of(function)
                .acknowledgeWarning(
                        "@aws-cdk/aws-lambda:snapStartRequirePublish", "the alias points to a published version");
        return Alias.Builder.create(function, "Live")
                .aliasName("live")
                .version(function.getCurrentVersion())
                .build();
    }

    /**
     * Retains old versions, so that the alias can be set back to one. {@code cdk destroy} still deletes them: Lambda
     * deletes all versions of a function with it
     * (https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html).
     *
     * <p>The version of a deployment that failed is not retained. Lambda publishes no second version of the same code,
     * so CloudFormation would refuse the next deployment: "A version for this Lambda function exists".
     */
    private static VersionOptions versionOptions() {
        return VersionOptions.builder()
                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                .build();
    }

    /** The only values of this stack that the code of the function knows. */
    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("ZIPS3_BUCKET", bucketName);
        environment.put("ZIPS3_BUCKET_OWNER", Aws.ACCOUNT_ID);
        environment.put("ZIPS3_IMAGE_PREFIX", settings.imagePrefix());
        environment.put("ZIPS3_IMAGE_SUFFIX", settings.imageSuffix());
        environment.put("ZIPS3_ZIP_PREFIX", settings.zipPrefix());
        return environment;
    }

    /** Uses a destination and not a dead-letter queue, because that would get the event without the error. */
    private static void sendFailures(IFunction function, Queue failures) {
        function.configureAsyncInvoke(EventInvokeConfigOptions.builder()
                // Both are Lambda's defaults; the template shall show them.
                .retryAttempts(2)
                .maxEventAge(Duration.hours(6))
                .onFailure(new SqsDestination(failures))
                .build());
    }

    /**
     * Sets the notification as a property of the bucket. {@code addEventNotification} would add a second function to
     * set it, with rights to every bucket of the account.
     */
    private void invokeOnUpload(IFunction function, Bucket bucket) {
        CfnPermission permission = CfnPermission.Builder.create(this, "UploadPermission")
                .action("lambda:InvokeFunction")
                .functionName(function.getFunctionArn())
                .principal("s3.amazonaws.com")
                .sourceArn(bucketArn)
                // An S3 ARN names no account, and anybody can take the name of a deleted bucket.
                .sourceAccount(Aws.ACCOUNT_ID)
                .build();
        CfnBucket resource = (CfnBucket) bucket.getNode().getDefaultChild();
        resource.setNotificationConfiguration(NotificationConfigurationProperty.builder()
                .lambdaConfigurations(List.of(LambdaConfigurationProperty.builder()
                        .event("s3:ObjectCreated:*")
                        .filter(imageFilter())
                        .function(function.getFunctionArn())
                        .build()))
                .build());
        // S3 checks the permission when CloudFormation sets the notification.
        resource.addResourceDependency(permission);
    }

    private NotificationFilterProperty imageFilter() {
        return NotificationFilterProperty.builder()
                .s3Key(S3KeyFilterProperty.builder()
                        .rules(List.of(rule("prefix", settings.imagePrefix()), rule("suffix", settings.imageSuffix())))
                        .build())
                .build();
    }

    private static FilterRuleProperty rule(String name, String value) {
        return FilterRuleProperty.builder().name(name).value(value).build();
    }
}
