/**
 * The events of S3: what happened to an object, which notification rules match it, and the JSON a function gets. It
 * uses the bucket and the rules of {@code assembly}, and nothing else of this project.
 */
package dev.zips3.local.s3.event;
