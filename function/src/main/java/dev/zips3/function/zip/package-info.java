/**
 * The ZIP format: {@link dev.zips3.function.zip.ZipWriter} writes a ZIP with one entry to a stream. It uses the encoder
 * below it, {@code deflate}, and the JDK; it knows nothing of S3 or Lambda.
 */
package dev.zips3.function.zip;
