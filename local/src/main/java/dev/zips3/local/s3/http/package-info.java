/**
 * The S3 protocol: signatures, access rules, the bucket's configuration, errors in XML. It uses {@code store},
 * {@code event} and the bucket of {@code assembly}.
 */
package dev.zips3.local.s3.http;
