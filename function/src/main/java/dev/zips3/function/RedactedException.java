package dev.zips3.function;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A printable copy of an exception, with its causes, suppressed exceptions and stack traces. Lambda prints the
 * exception that ends an invocation into the log and sends it to the failure queue. Its messages come from outside: an
 * error response of S3 can repeat the request's signature, and a key with a line break could forge a log line. So each
 * message of the copy has no credentials and no line breaks.
 */
final class RedactedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A limit is needed because a chain of causes can be a circle. */
    private static final int MAX_DEPTH = 8;

    private static final int MAX_LENGTH = 4096;

    /** A parameter of a presigned URL or a header with a signature: the name, and the value after it. */
    private static final Pattern SIGNATURE = Pattern.compile(
            "(?i)(X-Amz-(?:Signature|Credential|Security-Token)|Signature|AWSAccessKeyId|aws_secret_access_key)"
                    + "(=|%3D|:\\s*)[^\\s&,;\"'<>]+");

    /**
     * Access key IDs of users and of roles.
     *
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html">IAM identifiers</a>
     */
    private static final Pattern ACCESS_KEY_ID = Pattern.compile("\\b(AKIA|ASIA)[A-Z0-9]{12,}");

    /** Control and format characters, line and paragraph separators, halves of surrogate pairs. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private RedactedException(Throwable original, int depth) {
        super(redacted(original.toString()));
        setStackTrace(original.getStackTrace());
        if (depth < MAX_DEPTH) {
            if (original.getCause() != null) {
                initCause(new RedactedException(original.getCause(), depth + 1));
            }
            for (Throwable suppressed : original.getSuppressed()) {
                addSuppressed(new RedactedException(suppressed, depth + 1));
            }
        }
    }

    static RedactedException of(Throwable original) {
        return new RedactedException(original, 0);
    }

    private static String redacted(String message) {
        String unsigned = SIGNATURE.matcher(message).replaceAll("$1$2***");
        String redacted = ACCESS_KEY_ID.matcher(unsigned).replaceAll("$1***");
        String bounded = redacted.length() <= MAX_LENGTH ? redacted : redacted.substring(0, MAX_LENGTH) + "…";
        return UNPRINTABLE.matcher(bounded).replaceAll(RedactedException::escaped);
    }

    /** Returns the character in the notation of JSON. */
    private static String escaped(MatchResult character) {
        String code = String.format(Locale.ROOT, "\\u%04X", character.group().codePointAt(0));
        return Matcher.quoteReplacement(code);
    }
}
