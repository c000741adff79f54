/**
 * The ZIP format: {@link dev.zips3.function.zip.ZipWriter} writes a ZIP with one entry to a stream. It uses the encoder
 * in {@code deflate} and the JDK; it does not know S3 or Lambda.
 */
package dev.zips3.function.zip;
