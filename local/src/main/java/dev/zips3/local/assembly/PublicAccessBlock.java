package dev.zips3.local.assembly;

/** A bucket's four switches against public access. */
public record PublicAccessBlock(
        boolean blockPublicAcls, boolean ignorePublicAcls, boolean blockPublicPolicy, boolean restrictPublicBuckets) {
    /**
     * The default of S3 (<a
     * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html">since April
     * 2023</a>).
     */
    public static final PublicAccessBlock ALL = new PublicAccessBlock(true, true, true, true);
}
