package dev.zips3.local.s3.event;

import dev.zips3.local.assembly.NotificationRule;

/** Where the notifications of a bucket go. */
@FunctionalInterface
public interface NotificationSink {
    /**
     * Takes one event for one function.
     *
     * @param json what the function gets: the event as S3 sends it
     */
    void deliver(NotificationRule rule, ObjectEvent event, byte[] json);
}
