package dev.zips3.local.s3.event;

import dev.zips3.local.assembly.DeployedBucket;
import dev.zips3.local.assembly.NotificationRule;
import java.util.function.Consumer;

/** Applies the bucket's notification rules to each change, as S3 does. */
public final class Notifications implements Consumer<ObjectEvent> {
    private final DeployedBucket bucket;
    private final NotificationSink sink;
    private final S3EventJson json;

    public Notifications(DeployedBucket bucket, NotificationSink sink) {
        this.bucket = bucket;
        this.sink = sink;
        this.json = new S3EventJson(bucket);
    }

    @Override
    public void accept(ObjectEvent event) {
        // Other buckets may be made beside the stack's; no rule is theirs.
        if (!event.bucket().equals(bucket.name())) {
            return;
        }
        for (NotificationRule rule : bucket.notifications()) {
            if (rule.matches(event.eventName(), event.key())) {
                sink.deliver(rule, event, json.render(rule, event));
            }
        }
    }
}
