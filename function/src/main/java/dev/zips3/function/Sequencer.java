package dev.zips3.function;

import java.util.Locale;
import java.util.Optional;

/**
 * The place of an event in the history of one key. Sequencers of different keys do not compare.
 *
 * @param hex hexadecimal digits, upper case
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
 *     message structure</a>
 */
record Sequencer(String hex) {

    static Optional<Sequencer> of(String hex) {
        return hex == null || hex.isEmpty()
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
