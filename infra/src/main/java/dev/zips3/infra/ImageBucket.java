package dev.zips3.infra;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/** The one bucket: images come in, ZIPs go out. */
record ImageBucket(PhysicalNames names, Settings settings) {

    Bucket create(Construct scope) {
        Bucket bucket = ImageDisposal.of(settings).create(properties(scope));
        // It goes with the bucket and never before: a bucket that stays is still TLS-only, and one that is being
        // emptied
        // still refuses what an invocation in flight writes, or it could not be deleted.
        bucket.getPolicy().applyRemovalPolicy(RemovalPolicy.RETAIN);
        return bucket;
    }

    private Bucket.Builder properties(Construct scope) {
        return Bucket.Builder.create(scope, "Bucket")
                .bucketName(names.bucket())
                // of the two choices under "ACLs enabled", the one with which this account owns what others upload
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .lifecycleRules(List.of(abandonedUploads()));
    }

    /** The parts of an upload that a killed client never completed are invisible in a listing, and are paid for. */
    private static LifecycleRule abandonedUploads() {
        return LifecycleRule.builder()
                .id("abort-abandoned-multipart-uploads")
                .abortIncompleteMultipartUploadAfter(Duration.days(1))
                .build();
    }
}
