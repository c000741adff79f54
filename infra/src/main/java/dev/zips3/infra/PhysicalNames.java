package dev.zips3.infra;

import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Fn;

/**
 * The lab's names, each with the chosen suffix.
 *
 * <p>They are known before the resources exist. Role, permission and environment name the bucket by {@link #bucket},
 * never by a reference to the resource: the bucket depends on the permission, so a reference back would close a cycle.
 */
record PhysicalNames(String stack, String bucket, String role, String function, String logGroup, String failureQueue) {

    static final String BUCKET = "calabs-bucket-";

    static PhysicalNames of(Settings settings) {
        String suffix = settings.suffix();
        String uniqueId = settings.uniqueId().orElseGet(PhysicalNames::uuidOfTheStack);
        return new PhysicalNames(
                "ZipS3Images" + suffix,
                BUCKET + uniqueId + suffix,
                "lambda_s3_write" + suffix,
                "ZipS3Images" + suffix,
                "/aws/lambda/ZipS3Images" + suffix,
                "ZipS3Images-failures" + suffix);
    }

    String bucketArn() {
        return "arn:" + Aws.PARTITION + ":s3:::" + bucket;
    }

    /**
     * From {@code arn:aws:cloudformation:region:account:stack/name/uuid}: unique in the world, stable for the stack's
     * life.
     */
    private static String uuidOfTheStack() {
        return Fn.select(2, Fn.split("/", Aws.STACK_ID));
    }
}
