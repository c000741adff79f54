package dev.zips3.infra;

import java.util.Optional;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.sqs.Queue;

/** The outputs that a deployment prints: names for scripts, a command to paste, and links to the console. */
record Outputs(Stack stack, Settings settings) {

    void add(Bucket bucket, IFunction invoked, String functionName, Queue failures) {
        String region = settings.region();
        output("BucketName", "Where images go in and ZIPs come out", bucket.getBucketName());
        output("FunctionArn", "What S3 invokes", invoked.getFunctionArn());
        output(
                "UploadCommand",
                "Uploads an image",
                "aws s3 cp image%s s3://%s/%s"
                        .formatted(settings.imageSuffix(), bucket.getBucketName(), settings.imagePrefix()));
        output("FailureQueueUrl", "Uploads that could not be zipped, with the error", failures.getQueueUrl());
        console().ifPresent(console -> {
            output(
                    "FunctionMonitor",
                    "The function's Monitor tab in the console",
                    "%s/lambda/home?region=%s#/functions/%s?tab=monitoring".formatted(console, region, functionName));
            output(
                    "BucketConsole",
                    "The bucket in the console",
                    "%s/s3/buckets/%s?region=%s&tab=objects".formatted(console, bucket.getBucketName(), region));
        });
    }

    private void output(String id, String description, String value) {
        CfnOutput.Builder.create(stack, id)
                .description(description)
                .value(value)
                .build();
    }

    /**
     * Each partition has its own console. No public page names those of the isolated partitions. That of the European
     * Sovereign Cloud is in the endpoints reference at docs.aws.eu.
     *
     * @see <a href="https://docs.aws.amazon.com/general/latest/gr/mgmt-console.html">the consoles of regions</a>
     */
    private Optional<String> console() {
        String region = settings.region();
        if (region.matches("[a-z]+-iso.*")) {
            return Optional.empty();
        }
        String domain = "console.aws.amazon.com";
        if (region.startsWith("cn-")) {
            domain = "console.amazonaws.cn";
        } else if (region.startsWith("us-gov-")) {
            domain = "console.amazonaws-us-gov.com";
        } else if (region.startsWith("eusc-")) {
            domain = "console.amazonaws-eusc.eu";
        }
        return Optional.of("https://" + region + "." + domain);
    }
}
