package dev.zips3.local.s3.event;

import java.time.Instant;
import java.util.Objects;

/**
 * One change of one object.
 *
 * @param eventName without {@code s3:}, e.g. {@code ObjectCreated:Put}
 * @param key not encoded
 * @param size in bytes; null after a delete
 * @param eTag without quotes; null after a delete
 * @param versionId null in a bucket without versions
 * @param sequencer orders the events of a key: a later change has a larger string
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
