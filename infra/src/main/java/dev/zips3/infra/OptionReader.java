package dev.zips3.infra;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads typed options from the CDK context, where a value from the command line is a string and one from
 * {@code cdk.json} has a JSON type. It remembers the keys that it read, so that it can refuse all others.
 */
final class OptionReader {

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
     * Refuses keys that were not read. Otherwise a mistyped key would be ignored, and the default would be deployed.
     *
     * <p>Keys of the CDK are allowed: they contain a colon after a namespace, except {@code cli-telemetry}, a switch of
     * the CLI.
     */
    void refuseUnknownKeys() {
        for (Map.Entry<?, ?> entry : context.entrySet()) {
            String key = entry.getKey().toString();
            if (!knownKeys.contains(key) && !key.contains(":") && !key.equals("cli-telemetry")) {
                throw InvalidOptionException.unknownKey(key, entry.getValue(), knownKeys);
            }
        }
    }
}
