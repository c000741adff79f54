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

/** The lab, step by step. */
final class ZipS3ImagesStack extends Stack {

    private final Settings settings;
    private final String functionName;
    private final String bucketName;
    private final String bucketArn;

    ZipS3ImagesStack(Construct scope, Settings settings, Path functionJar) {
        super(scope, "ZipS3Images" + settings.suffix(), properties(settings));
        this.settings = settings;
        functionName = "ZipS3Images" + settings.suffix();
        // The bucket depends on the permission of the trigger. So role, permission and environment use the name, which
        // is known before the bucket exists: a reference to the bucket would close a cycle.
        bucketName =
                Settings.BUCKET_PREFIX + settings.uniqueId().orElseGet(ZipS3ImagesStack::stackUuid) + settings.suffix();
        bucketArn = "arn:" + Aws.PARTITION + ":s3:::" + bucketName;

        Bucket bucket = createBucket();
        LogGroup logs =
                createLogGroup(LogGroup.Builder.create(this, "Logs").logGroupName("/aws/lambda/" + functionName));
        Queue failures = createFailureQueue();
        IRole role = new FunctionRole(this, "Role", settings, bucketArn, logs, failures)
                // CDK's grants would add sqs:GetQueueAttributes and sqs:GetQueueUrl for the failure queue
                .withoutPolicyUpdates();
        IFunction function = createFunction(functionJar, role, logs);
        sendFailures(function, failures);
        invokeOnUpload(function, bucket);
        new Outputs(this, settings).describe(bucket, function, functionName, failures);
    }

    /** No account: the template is for the account of the credentials at deployment. */
    private static StackProps properties(Settings settings) {
        return StackProps.builder()
                .env(Environment.builder().region(settings.region()).build())
                .description("An upload under %s becomes a ZIP under %s"
                        .formatted(settings.imagePrefix(), settings.zipPrefix()))
                .build();
    }

    /** From {@code arn:aws:cloudformation:region:account:stack/name/uuid}: unique in the world, and never changes. */
    private static String stackUuid() {
        return Fn.select(2, Fn.split("/", Aws.STACK_ID));
    }

    private Bucket createBucket() {
        boolean retain = settings.retainImages();
        Bucket bucket = Bucket.Builder.create(this, "Bucket")
                .bucketName(bucketName)
                // of the two choices under "ACLs enabled", the one with which this account owns what others upload
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                // no listing shows the parts of an upload that a client never completed, but they are paid for
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .id("abort-abandoned-multipart-uploads")
                        .abortIncompleteMultipartUploadAfter(Duration.days(1))
                        .build()))
                .removalPolicy(retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY)
                .autoDeleteObjects(!retain)
                .build();
        if (!retain) {
            EmptyingFunction.writeLogsTo(createLogGroup(LogGroup.Builder.create(this, "EmptyingLogs")));
        }
        // The policy is deleted with the bucket and never before: a bucket that stays remains TLS-only, and one that is
        // being emptied refuses what a running invocation writes, or its deletion would fail.
        bucket.getPolicy().applyRemovalPolicy(RemovalPolicy.RETAIN);
        return bucket;
    }

    /** A log group that Lambda creates by itself never expires, and outlives the stack. */
    private LogGroup createLogGroup(LogGroup.Builder properties) {
        LogGroup logs = properties.removalPolicy(RemovalPolicy.DESTROY).build();
        // the builder takes an enum that cannot be found by its number of days
        ((CfnLogGroup) logs.getNode().getDefaultChild()).setRetentionInDays(settings.logRetentionDays());
        return logs;
    }

    /** Gets each upload that could not be zipped, as event and error, and keeps it as long as SQS can. */
    private Queue createFailureQueue() {
        return Queue.Builder.create(this, "Failures")
                .queueName("ZipS3Images-failures" + settings.suffix())
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(Duration.days(14))
                .build();
    }

    /** Returns what S3 invokes. Permission, retries and failure destination belong on it: they count only there. */
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
        Function function =
                properties.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS).build();
        Annotations.of(function)
                .acknowledgeWarning(
                        "@aws-cdk/aws-lambda:snapStartRequirePublish", "the alias points to a published version");
        return Alias.Builder.create(function, "Live")
                .aliasName("live")
                .version(function.getCurrentVersion())
                .build();
    }

    /** All that the function's code knows of this stack. */
    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("ZIPS3_BUCKET", bucketName);
        environment.put("ZIPS3_BUCKET_OWNER", Aws.ACCOUNT_ID);
        environment.put("ZIPS3_IMAGE_PREFIX", settings.imagePrefix());
        environment.put("ZIPS3_IMAGE_SUFFIX", settings.imageSuffix());
        environment.put("ZIPS3_ZIP_PREFIX", settings.zipPrefix());
        return environment;
    }

    /** A destination, not a dead-letter queue: the latter would get the event without the error. */
    private static void sendFailures(IFunction function, Queue failures) {
        function.configureAsyncInvoke(EventInvokeConfigOptions.builder()
                // Lambda's defaults, so that the template shows them
                .retryAttempts(2)
                .maxEventAge(Duration.hours(6))
                .onFailure(new SqsDestination(failures))
                .build());
    }

    /**
     * The notification is a property of the bucket. {@code addEventNotification} would add a function that puts it
     * there, with rights to every bucket of the account.
     */
    private void invokeOnUpload(IFunction function, Bucket bucket) {
        CfnPermission permission = CfnPermission.Builder.create(this, "UploadPermission")
                .action("lambda:InvokeFunction")
                .functionName(function.getFunctionArn())
                .principal("s3.amazonaws.com")
                .sourceArn(bucketArn)
                // an S3 ARN names no account, and anybody can take the name of a deleted bucket
                .sourceAccount(Aws.ACCOUNT_ID)
                .build();
        CfnBucket resource = (CfnBucket) bucket.getNode().getDefaultChild();
        resource.setNotificationConfiguration(NotificationConfigurationProperty.builder()
                .lambdaConfigurations(List.of(LambdaConfigurationProperty.builder()
                        .event("s3:ObjectCreated:*")
                        .filter(images())
                        .function(function.getFunctionArn())
                        .build()))
                .build());
        // S3 checks the permission when the notification is put
        resource.addResourceDependency(permission);
    }

    private NotificationFilterProperty images() {
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
