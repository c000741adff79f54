package dev.zips3.function;

/**
 * What one record of an event says, as it says it; {@code null} is what it does not say.
 *
 * @param eventName for example {@code ObjectCreated:Put}
 * @param key as the event spells it ({@link EncodedKey})
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
 *     message structure</a>
 */
record EventRecord(String eventName, String bucket, String key, String eTag, String versionId, String sequencer) {}
