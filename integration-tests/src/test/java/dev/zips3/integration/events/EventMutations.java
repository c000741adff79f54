package dev.zips3.integration.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes mutated events: real ones with members removed, values replaced, bits flipped and records repeated. */
final class EventMutations {

    /** An event as S3 sends it. */
    static final String OF_S3 = """
            {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-west-2",\
            "eventTime":"2026-01-02T03:04:05.678Z","eventName":"ObjectCreated:Put",\
            "userIdentity":{"principalId":"AWS:123456789012"},"requestParameters":{"sourceIPAddress":"127.0.0.1"},\
            "responseElements":{"x-amz-request-id":"R","x-amz-id-2":"I"},"s3":{"s3SchemaVersion":"1.0",\
            "configurationId":"images","bucket":{"name":"test-bucket","ownerIdentity":{"principalId":"123456789012"},\
            "arn":"arn:aws:s3:::test-bucket"},"object":{"key":"images/a+b.png","size":3,\
            "eTag":"d41d8cd98f00b204e9800998ecf8427e","versionId":"v","sequencer":"0055AED6DCD90281E5"}}}]}""";

    private static final List<String> ORIGINALS = List.of(
            OF_S3,
            OF_S3,
            OF_S3,
            OF_S3.replace("ObjectCreated:Put", "ObjectRemoved:Delete"),
            "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Time\":\"2026-01-02T03:04:05.678Z\","
                    + "\"Bucket\":\"test-bucket\",\"RequestId\":\"R\",\"HostId\":\"H\"}",
            "{\"Records\":[{\"EventSource\":\"aws:sns\",\"EventVersion\":\"1.0\",\"Sns\":{\"Type\":\"Notification\","
                    + "\"Message\":" + quoted(OF_S3) + "}}]}",
            "{\"Records\":[{\"messageId\":\"m\",\"eventSource\":\"aws:sqs\",\"body\":" + quoted(OF_S3) + "}]}",
            "{\"version\":\"0\",\"source\":\"aws.s3\",\"detail-type\":\"Object Created\",\"detail\":{\"bucket\":{"
                    + "\"name\":\"test-bucket\"},\"object\":{\"key\":\"images/a.png\"}}}");

    private static final List<String> VALUES = List.of(
            "null",
            "0",
            "-1",
            "1e400",
            "9223372036854775808",
            "true",
            "[]",
            "{}",
            "[null]",
            "\"\"",
            "\"images/../../etc/passwd.png\"",
            "\"images/%00.png\"",
            "\"images/\\u0000\\n{\\\"level\\\":\\\"ERROR\\\"}.png\"",
            "\"images/%ff%fe.png\"",
            "\"images/%.png\"",
            "\"images/%E2%80%AE.png\"",
            "\"images/\\ud800.png\"",
            "\"images/ü 😀.png\"",
            "\"images/" + "%C3%BC".repeat(600) + ".png\"",
            "\"images/" + "x".repeat(1013) + ".png\"",
            "\"images/a.png?X-Amz-Signature=f00d&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE.png\"",
            "\"" + "y".repeat(20_000) + "\"",
            "\"another-bucket\"",
            "\"eu-central-1\"",
            "\"ObjectCreated:\"",
            "\"ObjectRestore:Completed\"",
            "\"not a time\"",
            "\"\\r\\nX-Injected: 1\"",
            "\"ZZ\"");

    /** Only behind a colon, bracket or comma, so that it does not find the names of members. */
    private static final Pattern SCALAR =
            Pattern.compile("(?<=[:\\[,])(\"(?:[^\"\\\\]|\\\\.){0,300}\"(?!:)|-?[0-9]+|null)");

    private static final Pattern CONTAINER = Pattern.compile("(?<=[:\\[,])(\\{[^{}]*}|\\[[^\\[\\]]*])");

    private static final Pattern MEMBER = Pattern.compile("\"[A-Za-z0-9-]+\":(\"[^\"\\\\]*\"|[0-9]+|\\{[^{}]*}),?");

    private final Random random;

    EventMutations(long seed) {
        random = new Random(seed);
    }

    String next() {
        String event = ORIGINALS.get(random.nextInt(ORIGINALS.size()));
        for (int i = random.nextInt(4); i >= 0; i--) {
            event = mutated(event);
        }
        return event;
    }

    private String mutated(String event) {
        return switch (random.nextInt(12)) {
            case 0, 1 -> replaced(event, MEMBER, "");
            case 2 -> multiplied(event);
            case 3 -> event.isEmpty() ? event : event.substring(0, random.nextInt(event.length()));
            case 4 -> flipped(event);
            case 5 -> replaced(event, CONTAINER, VALUES.get(random.nextInt(VALUES.size())));
            default -> replaced(event, SCALAR, VALUES.get(random.nextInt(VALUES.size())));
        };
    }

    private String replaced(String event, Pattern pattern, String replacement) {
        List<MatchResult> found =
                new ArrayList<>(pattern.matcher(event).results().toList());
        if (found.isEmpty()) {
            return event;
        }
        MatchResult match = found.get(random.nextInt(found.size()));
        return event.substring(0, match.start()) + replacement + event.substring(match.end());
    }

    /** Repeats the records a few times, and one time in a hundred a thousand times. */
    private String multiplied(String event) {
        int start = event.indexOf('[');
        int end = event.lastIndexOf(']');
        if (start < 0 || end < start || event.length() > 3000) {
            return event;
        }
        String records = event.substring(start + 1, end);
        int count = random.nextInt(100) == 0 ? 1000 : 1 + random.nextInt(4);
        return event.substring(0, start + 1) + (records + ",").repeat(count) + records + event.substring(end);
    }

    private String flipped(String event) {
        if (event.isEmpty()) {
            return event;
        }
        int index = random.nextInt(event.length());
        return event.substring(0, index)
                + (char) (event.charAt(index) ^ (1 << random.nextInt(7)))
                + event.substring(index + 1);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\\\"") + '"';
    }
}
