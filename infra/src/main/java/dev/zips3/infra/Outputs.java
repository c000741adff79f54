package dev.zips3.infra;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.sqs.Queue;

/** What the deployment prints: names to script with, a command to paste, links to look at. */
record Outputs(Stack stack, Settings settings, PhysicalNames names) {

    void show(Bucket bucket, IFunction invoked, Queue failures) {
        output("BucketName", "Where images go in and ZIPs come out", bucket.getBucketName());
        output("FunctionArn", "What S3 invokes", invoked.getFunctionArn());
        output("UploadCommand", "Uploads an image", uploadTo(bucket));
        output("FunctionMonitor", "The function's Monitor tab in the console", console() + monitorTab());
        output("BucketConsole", "The bucket in the console", console() + objectsOf(bucket));
        output("FailureQueueUrl", "Uploads that could not be zipped, with the error", failures.getQueueUrl());
    }

    private void output(String id, String description, String value) {
        CfnOutput.Builder.create(stack, id)
                .description(description)
                .value(value)
                .build();
    }

    private String uploadTo(Bucket bucket) {
        return "aws s3 cp image%s s3://%s/%s"
                .formatted(settings.imageSuffix(), bucket.getBucketName(), settings.imagePrefix());
    }

    private String monitorTab() {
        return "/lambda/home?region=%s#/functions/%s?tab=monitoring".formatted(settings.region(), names.function());
    }

    private String objectsOf(Bucket bucket) {
        return "/s3/buckets/%s?region=%s&tab=objects".formatted(bucket.getBucketName(), settings.region());
    }

    /**
     * https://docs.aws.amazon.com/general/latest/gr/aws-arns-and-namespaces.html: each partition has its own console.
     */
    private String console() {
        String region = settings.region();
        if (region.startsWith("cn-")) {
            return "https://%s.console.amazonaws.cn".formatted(region);
        }
        if (region.startsWith("us-gov-")) {
            return "https://%s.console.amazonaws-us-gov.com".formatted(region);
        }
        return "https://%s.console.aws.amazon.com".formatted(region);
    }
}
