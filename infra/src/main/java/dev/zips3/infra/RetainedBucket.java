package dev.zips3.infra;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.Bucket;

/** Bucket and objects outlive the stack. */
record RetainedBucket() implements ImageDisposal {

    @Override
    public Bucket create(Bucket.Builder properties) {
        Bucket bucket = properties.removalPolicy(RemovalPolicy.RETAIN).build();
        // else the stack would take the TLS-only policy with it and leave the objects behind
        bucket.getPolicy().applyRemovalPolicy(RemovalPolicy.RETAIN);
        return bucket;
    }
}
