package dev.zips3.infra;

import java.util.Set;

/** An option has a value or a key that is not allowed. The message says which, so a user needs no stack trace. */
final class InvalidOptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private InvalidOptionException(String message) {
        super(message);
    }

    /** @param allowed describes the values that the option takes */
    static InvalidOptionException invalidValue(String key, Object value, String allowed) {
        return new InvalidOptionException("%s=%s is refused. Allowed: %s".formatted(key, value, allowed));
    }

    /** @param similar the option that was probably meant */
    static InvalidOptionException unknownKey(String key, Object value, String similar, Set<String> allowed) {
        return new InvalidOptionException("%s=%s is refused: there is no such option; do you mean %s? Allowed: %s"
                .formatted(key, value, similar, String.join(", ", allowed)));
    }
}
