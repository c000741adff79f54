package dev.zips3.infra;

import software.amazon.awscdk.services.s3.Bucket;

/** What becomes of the bucket and its objects when the stack is destroyed. */
sealed interface ImageDisposal permits EmptyingFunction, RetainedBucket {

    static ImageDisposal of(Settings settings) {
        return settings.retainImages() ? new RetainedBucket() : new EmptyingFunction(settings.logRetentionDays());
    }

    Bucket create(Bucket.Builder properties);
}
