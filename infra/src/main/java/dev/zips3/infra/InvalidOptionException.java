package dev.zips3.infra;

import java.util.Set;

/** A context option that the stack cannot be made with. The message is complete without a stack trace. */
final class InvalidOptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private InvalidOptionException(String message) {
        super(message);
    }

    /** @param allowed describes the values that the option takes */
    static InvalidOptionException invalidValue(String key, Object value, String allowed) {
        return new InvalidOptionException("%s=%s is refused. Allowed: %s".formatted(key, value, allowed));
    }

    static InvalidOptionException unknownKey(String key, Object value, Set<String> allowed) {
        return new InvalidOptionException("%s=%s is refused: there is no such option. Allowed: %s"
                .formatted(key, value, String.join(", ", allowed)));
    }
}
