package dev.zips3.infra;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Reads typed options from the CDK context, where a value from the command line is a string and one from
 * {@code cdk.json} has a JSON type. It remembers the keys that it read, so that it can refuse keys that are almost the
 * same.
 */
final class OptionReader {

    private static final int MAX_TYPING_ERRORS = 2;

    private final Map<?, ?> context;
    private final Set<String> knownKeys = new LinkedHashSet<>();

    OptionReader(Map<?, ?> context) {
        this.context = context;
    }

    /** The texts that are allowed for an option. */
    record Format(Pattern pattern, int maximumLength, String description) {

        Format(String pattern, int maximumLength, String description) {
            this(Pattern.compile(pattern), maximumLength, description);
        }
    }

    Optional<String> text(String key, Format format) {
        Object value = read(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            throw InvalidOptionException.invalidValue(key, value, "a string");
        }
        if (!format.pattern().matcher(text).matches()) {
            throw InvalidOptionException.invalidValue(key, text, format.description());
        }
        if (text.length() > format.maximumLength()) {
            throw InvalidOptionException.invalidValue(key, text, "at most " + format.maximumLength() + " characters");
        }
        return Optional.of(text);
    }

    String text(String key, String defaultValue, Format format) {
        return text(key, format).orElse(defaultValue);
    }

    boolean flag(String key, boolean defaultValue) {
        Object value = read(key);
        if (value == null) {
            return defaultValue;
        }
        return switch (value.toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw InvalidOptionException.invalidValue(key, value, "true or false");
        };
    }

    int number(String key, int defaultValue, int minimum, int maximum, String unit) {
        int number = number(key, defaultValue);
        if (number < minimum || number > maximum) {
            throw InvalidOptionException.invalidValue(key, number, "%d to %d %s".formatted(minimum, maximum, unit));
        }
        return number;
    }

    int number(String key, int defaultValue, List<Integer> allowed) {
        int number = number(key, defaultValue);
        if (!allowed.contains(number)) {
            throw InvalidOptionException.invalidValue(key, number, "one of " + allowed);
        }
        return number;
    }

    private int number(String key, int defaultValue) {
        Object value = read(key);
        if (value == null) {
            return defaultValue;
        }
        try {
            return Integer.parseInt(value.toString());
        } catch (NumberFormatException e) {
            throw InvalidOptionException.invalidValue(key, value, "a whole number");
        }
    }

    private Object read(String key) {
        knownKeys.add(key);
        return context.get(key);
    }

    /**
     * Refuses a key that was not read and is almost the key of an option, because the default would be deployed
     * instead.
     *
     * <p>All other keys are allowed: the context also holds keys of the CDK, of its CLI and of the user's
     * {@code ~/.cdk.json}.
     */
    void refuseMistypedKeys() {
        for (Map.Entry<?, ?> entry : context.entrySet()) {
            String key = entry.getKey().toString();
            if (knownKeys.contains(key)) {
                continue;
            }
            for (String known : knownKeys) {
                if (distance(key.toLowerCase(Locale.ROOT), known.toLowerCase(Locale.ROOT)) <= MAX_TYPING_ERRORS) {
                    throw InvalidOptionException.unknownKey(key, entry.getValue(), known, knownKeys);
                }
            }
        }
    }

    /**
     * How many characters have to be inserted, deleted or replaced to turn one text into the other.
     *
     * @see <a href="https://en.wikipedia.org/wiki/Levenshtein_distance">Levenshtein distance</a>
     */
    private static int distance(String from, String to) {
        int[] previous = IntStream.rangeClosed(0, to.length()).toArray();
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
