package dev.zips3.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A CloudFormation template as it would be deployed, with every intrinsic function resolved.
 *
 * @param region of the stack
 */
record Template(String stackName, String region, JsonNode document) {

    /** An account that does not exist. */
    static final String ACCOUNT = "000000000000";

    /** One resource, its properties resolved. */
    record Resource(String logicalId, String type, JsonNode properties) {

        /** @throws TemplateException if the property is absent */
        String text(String property) {
            JsonNode value = properties.path(property);
            if (!value.isValueNode()) {
                throw new TemplateException(type + " " + logicalId + " has no " + property);
            }
            return value.asText();
        }

        /**
         * A whole number.
         *
         * @param defaultValue of AWS, when the property is absent
         * @throws TemplateException if it is not a whole number
         */
        int number(String property, int defaultValue) {
            if (!properties.has(property)) {
                return defaultValue;
            }
            try {
                // CloudFormation also takes numbers in quotes.
                return Integer.parseInt(text(property));
            } catch (NumberFormatException e) {
                throw new TemplateException(
                        "%s %s has %s=%s, not a whole number".formatted(type, logicalId, property, text(property)));
            }
        }
    }

    List<Resource> resources(String type) {
        return all().values().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    /** By name; in the template's own order. */
    Map<String, String> outputs() {
        Intrinsics intrinsics = new Intrinsics(this);
        Map<String, String> outputs = new LinkedHashMap<>();
        document.path("Outputs")
                .properties()
                .forEach(output -> outputs.put(
                        output.getKey(),
                        intrinsics.resolve(output.getValue().path("Value")).asText()));
        return outputs;
    }

    private Map<String, Resource> all() {
        Intrinsics intrinsics = new Intrinsics(this);
        return document.path("Resources").properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new Resource(
                                entry.getKey(),
                                entry.getValue().path("Type").asText(),
                                intrinsics.resolve(entry.getValue().path("Properties"))),
                        (one, other) -> other,
                        LinkedHashMap::new));
    }
}
