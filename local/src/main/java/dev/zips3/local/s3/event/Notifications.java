package dev.zips3.local.s3.event;

import dev.zips3.local.assembly.DeployedBucket;
import dev.zips3.local.assembly.NotificationRule;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Applies the bucket's notification rules to each event, as S3 does. */
public final class Notifications implements Consumer<ObjectEvent> {
    private final DeployedBucket bucket;
    private final BiConsumer<String, byte[]> function;
    private final S3EventJson json;

    /** @param function gets the key, not encoded, and the JSON that S3 sends to a function */
    public Notifications(DeployedBucket bucket, BiConsumer<String, byte[]> function) {
        this.bucket = bucket;
        this.function = function;
        this.json = new S3EventJson(bucket);
    }

    @Override
    public void accept(ObjectEvent event) {
        // A client can create other buckets; the template has no rules for them.
        if (!event.bucket().equals(bucket.name())) {
            return;
        }
        for (NotificationRule rule : bucket.notifications()) {
            if (rule.matches(event.eventName(), event.key())) {
                function.accept(event.key(), json.render(rule, event));
            }
        }
    }
}
