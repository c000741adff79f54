package dev.zips3.local.assembly;

import java.util.List;
import java.util.Objects;

/**
 * One Lambda configuration of a bucket's notification: which events of which keys go to which function.
 *
 * @param id the {@code configurationId} in events
 * @param events as a template names them, e.g. {@code s3:ObjectCreated:*}
 * @param prefix of the keys; empty for any
 * @param suffix of the keys; empty for any
 * @param functionArn of the function, version or alias that S3 invokes
 */
public record NotificationRule(String id, List<String> events, String prefix, String suffix, String functionArn) {
    private static final String SERVICE = "s3:";

    public NotificationRule {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(suffix, "suffix");
        Objects.requireNonNull(functionArn, "functionArn");
        events = List.copyOf(events);
        for (String event : events) {
            if (!event.startsWith(SERVICE)) {
                throw new IllegalArgumentException(
                        "Event '" + event + "' must start with '" + SERVICE + "', e.g. s3:ObjectCreated:*");
            }
        }
    }

    /** For messages: {@code s3:ObjectCreated:* of images/….png}. */
    public String filter() {
        return String.join(", ", events) + " of " + prefix + "…" + suffix;
    }

    /**
     * Whether S3 would send this event to the function.
     *
     * @param eventName as in the event itself, without {@code s3:}, e.g. {@code ObjectCreated:Put}
     * @param key not encoded; S3 compares it with prefix and suffix, and case counts
     */
    public boolean matches(String eventName, String key) {
        return key.startsWith(prefix)
                && key.endsWith(suffix)
                && events.stream().anyMatch(event -> covers(event, SERVICE + eventName));
    }

    private static boolean covers(String configured, String event) {
        return configured.endsWith("*")
                ? event.startsWith(configured.substring(0, configured.length() - 1))
                : configured.equals(event);
    }
}
