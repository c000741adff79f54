package dev.zips3.function;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Orders the events of one key. Sequencers of different keys cannot be compared.
 *
 * @param hex hexadecimal digits, upper case
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
 *     message structure</a>
 */
record Sequencer(String hex) {

    /** S3 sends 16 to 18 digits; the maximum keeps the ZIP's metadata below S3's limit of 2 KB. */
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1,128}");

    /**
     * Returns the sequencer, or empty if it is missing or not hexadecimal. Such a value cannot be compared, so a ZIP
     * that kept it could never be overwritten.
     */
    static Optional<Sequencer> of(String hex) {
        return hex == null || !HEX.matcher(hex).matches()
                ? Optional.empty()
                : Optional.of(new Sequencer(hex.toUpperCase(Locale.ROOT)));
    }

    /** "Right pad the shorter value with zeros, and then do a lexicographic comparison" (the page above). */
    boolean isOlderThan(Sequencer other) {
        int length = Math.max(hex.length(), other.hex.length());
        return padded(length).compareTo(other.padded(length)) < 0;
    }

    private String padded(int length) {
        return hex + "0".repeat(length - hex.length());
    }
}
