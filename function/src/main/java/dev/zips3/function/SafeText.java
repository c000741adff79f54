package dev.zips3.function;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text from outside that leaves the function again: in a log line, a response or an exception. Of bounded length,
 * without credentials and without what makes a URL a presigned one.
 */
final class SafeText {

    /** Above the longest key with all of its bytes encoded; far below what a log event may hold. */
    private static final int LONGEST = 4096;

    /** A parameter of a presigned URL, or a header with a signature: all that follows the name. */
    private static final Pattern SIGNATURE = Pattern.compile(
            "(?i)(X-Amz-(?:Signature|Credential|Security-Token)|Signature|AWSAccessKeyId|aws_secret_access_key)"
                    + "(=|%3D|:\\s*)[^\\s&,;\"'<>]+");

    /** Key ids of users and roles: the IAM guide's "unique ID prefixes". */
    private static final Pattern KEY_ID = Pattern.compile("\\b(AKIA|ASIA)[A-Z0-9]{12,}");

    private SafeText() {}

    /** For JSON, which escapes what is left. */
    static String redacted(String text) {
        String redacted =
                KEY_ID.matcher(SIGNATURE.matcher(text).replaceAll("$1$2***")).replaceAll("$1***");
        return redacted.length() <= LONGEST ? redacted : redacted.substring(0, LONGEST) + "…";
    }

    /** For what is printed as it is: on one line, whatever it holds. */
    static String onOneLine(String text) {
        StringBuilder safe = new StringBuilder();
        redacted(text).codePoints().forEach(c -> append(safe, c));
        return safe.toString();
    }

    /** As in JSON, so that what could end a line or turn it round can be read and does nothing. */
    private static void append(StringBuilder safe, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> safe.append(String.format(Locale.ROOT, "\\u%04X", c));
            default -> safe.appendCodePoint(c);
        }
    }
}
