/**
 * The Lambda function: {@link dev.zips3.function.ZipS3Images} handles the events of S3, and
 * {@link dev.zips3.function.ImageZipper} turns one uploaded image into a ZIP. It uses the packages below it,
 * {@code s3}, {@code zip} and {@code snapstart}; none of them uses it, and they do not use each other.
 *
 * <pre>
 * ZipS3Images            handles an event: each record gets an outcome, and a failed record fails the invocation
 *   EventReader          reads the JSON into AWS's record types
 *   UploadedImage        the image that a record is about, and the names of its ZIP
 *   ImageZipper          opens the image, compresses it and publishes the ZIP
 *     ZipPublisher       overwrites nothing that is newer, by Sequencer and {@link dev.zips3.function.Provenance}
 *   Outcome              the result of the record
 *   RecordLog            writes the outcome as a line of JSON
 * </pre>
 */
package dev.zips3.function;
