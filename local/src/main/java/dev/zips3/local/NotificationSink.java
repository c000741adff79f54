package dev.zips3.local;

/** Where the notifications of a bucket go. */
@FunctionalInterface
interface NotificationSink {
    /**
     * Takes one event for one function.
     *
     * @param json what the function gets: the event as S3 sends it
     */
    void deliver(NotificationRule rule, ObjectEvent event, byte[] json);
}
