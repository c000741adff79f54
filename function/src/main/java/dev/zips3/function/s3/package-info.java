/**
 * Reads and writes S3 objects as streams, with conditions, multipart uploads, checksums and error responses. It also
 * has the client, and the deadline that limits its calls. It uses the AWS SDK and no other package of the function.
 */
package dev.zips3.function.s3;
