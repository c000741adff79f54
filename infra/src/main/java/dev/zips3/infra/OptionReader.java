package dev.zips3.infra;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The CDK context as typed options: strings from the command line, JSON types from {@code cdk.json}. */
record OptionReader(Map<?, ?> values) {

    /** The farthest a key may be from one of ours to be taken for a typo of it. */
    private static final int TYPO = 3;

    /** A mistyped option would otherwise be ignored, and the default deployed in its place. */
    void refuseKeysOtherThan(List<String> known) {
        for (Object key : values.keySet()) {
            String name = key.toString();
            if (!known.contains(name) && !belongsToCdk(name)) {
                throw new LabException("%s=%s is refused: there is no such option.%s Allowed: %s"
                        .formatted(name, values.get(key), suggestion(name, known), String.join(", ", known)));
            }
        }
    }

    Optional<String> text(String key) {
        Object value = values.get(key);
        if (value == null || value instanceof String) {
            return Optional.ofNullable((String) value);
        }
        throw LabException.refused(key, value, "a string");
    }

    boolean flag(String key, boolean otherwise) {
        Object value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        return switch (value.toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw LabException.refused(key, value, "true or false");
        };
    }

    int number(String key, int otherwise) {
        Object value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value.toString());
        } catch (NumberFormatException e) {
            throw LabException.refused(key, value, "a whole number");
        }
    }

    /**
     * CDK's flags and look-ups have a namespace before a colon; the CLI's switch for its telemetry is the one without.
     */
    private static boolean belongsToCdk(String key) {
        return key.contains(":") || key.equals("cli-telemetry");
    }

    private static String suggestion(String key, List<String> known) {
        return known.stream()
                .filter(candidate -> distance(key, candidate) <= TYPO)
                .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
                .map(candidate -> " Did you mean " + candidate + "?")
                .orElse("");
    }

    /** Levenshtein's, without regard to case. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                boolean same = Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(right.charAt(j - 1));
                int replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
