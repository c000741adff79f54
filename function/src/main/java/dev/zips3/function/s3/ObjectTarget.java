package dev.zips3.function.s3;

import java.util.Map;

/**
 * The object that a {@link S3ObjectWriter} writes.
 *
 * @param owner the bucket's account; S3 refuses the write if it is another's
 * @param metadata user metadata, in US-ASCII
 */
public record ObjectTarget(String bucket, String owner, String key, Map<String, String> metadata) {
    static final String CONTENT_TYPE = "application/zip";
}
