package dev.zips3.local.s3.event;

import java.time.Instant;
import java.util.Objects;

/**
 * One change of one object.
 *
 * @param eventName without {@code s3:}, e.g. {@code ObjectCreated:Put}
 * @param key as it is, not encoded
 * @param size the object's bytes; null when the object was removed
 * @param eTag without quotes; null when the object was removed
 * @param versionId null in a bucket without versions
 * @param sequencer orders the events of one key, as {@link Sequencers} gives them
 */
public record ObjectEvent(
        String eventName,
        Instant time,
        String bucket,
        String key,
        Long size,
        String eTag,
        String versionId,
        String sequencer) {
    public ObjectEvent {
        Objects.requireNonNull(eventName, "eventName");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(sequencer, "sequencer");
    }
}
