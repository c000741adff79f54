package dev.zips3.infra;

import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.CfnBucket.FilterRuleProperty;
import software.amazon.awscdk.services.s3.CfnBucket.LambdaConfigurationProperty;
import software.amazon.awscdk.services.s3.CfnBucket.NotificationConfigurationProperty;
import software.amazon.awscdk.services.s3.CfnBucket.NotificationFilterProperty;
import software.amazon.awscdk.services.s3.CfnBucket.S3KeyFilterProperty;

/**
 * An image's upload invokes the function.
 *
 * <p>The notification is a property of the bucket itself. {@code addEventNotification} would have a hidden function put
 * it there, with rights to every bucket of the account.
 */
record UploadTrigger(PhysicalNames names, Settings settings) {

    void connect(Bucket bucket, IFunction invoked) {
        CfnPermission permission = CfnPermission.Builder.create(bucket.getStack(), "UploadPermission")
                .action("lambda:InvokeFunction")
                .functionName(invoked.getFunctionArn())
                .principal("s3.amazonaws.com")
                .sourceArn(names.bucketArn())
                // an S3 ARN names no account, and a deleted bucket's name is free for anybody
                .sourceAccount(Aws.ACCOUNT_ID)
                .build();
        CfnBucket resource = (CfnBucket) bucket.getNode().getDefaultChild();
        resource.setNotificationConfiguration(NotificationConfigurationProperty.builder()
                .lambdaConfigurations(List.of(uploadsTo(invoked)))
                .build());
        // S3 tries the permission at the moment the notification is put
        resource.addResourceDependency(permission);
    }

    private LambdaConfigurationProperty uploadsTo(IFunction invoked) {
        return LambdaConfigurationProperty.builder()
                .event("s3:ObjectCreated:*")
                .filter(NotificationFilterProperty.builder().s3Key(images()).build())
                .function(invoked.getFunctionArn())
                .build();
    }

    private S3KeyFilterProperty images() {
        return S3KeyFilterProperty.builder()
                .rules(List.of(rule("prefix", settings.imagePrefix()), rule("suffix", settings.imageSuffix())))
                .build();
    }

    private static FilterRuleProperty rule(String name, String value) {
        return FilterRuleProperty.builder().name(name).value(value).build();
    }
}
