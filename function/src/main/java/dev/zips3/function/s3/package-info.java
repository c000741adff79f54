/**
 * Reads and writes S3 objects as streams: conditions, multipart uploads, checksums, errors, and the client with the
 * deadline that bounds its calls. It uses the AWS SDK and no other package of the function.
 */
package dev.zips3.function.s3;
