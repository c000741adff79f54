package dev.zips3.function.s3;

import java.util.Map;

/**
 * The object that an {@link S3ObjectWriter} writes.
 *
 * @param owner account ID of the bucket's owner, 12 digits; S3 answers 403 if another account owns the bucket
 * @param metadata user metadata, in US-ASCII
 */
public record ObjectTarget(String bucket, String owner, String key, Map<String, String> metadata) {
    static final String CONTENT_TYPE = "application/zip";
}
