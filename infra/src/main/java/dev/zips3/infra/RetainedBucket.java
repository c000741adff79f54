package dev.zips3.infra;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.Bucket;

/** Bucket and objects outlive the stack. */
record RetainedBucket() implements ImageDisposal {

    @Override
    public Bucket create(Bucket.Builder properties) {
        return properties.removalPolicy(RemovalPolicy.RETAIN).build();
    }
}
