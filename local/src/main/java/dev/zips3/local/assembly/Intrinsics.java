package dev.zips3.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves a template's intrinsic functions as CloudFormation does.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">Intrinsic
 *     function reference</a>
 */
final class Intrinsics {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

    private final Template template;

    Intrinsics(Template template) {
        this.template = template;
    }

    /** @throws TemplateException for an intrinsic function, a resource or an attribute that the lab does not know */
    JsonNode resolve(JsonNode node) {
        if (node.isArray()) {
            ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> resolved.add(resolve(element)));
            return resolved;
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1) {
            Map.Entry<String, JsonNode> only = node.properties().iterator().next();
            if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
                return call(only.getKey(), only.getValue());
            }
        }
        ObjectNode resolved = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(property -> resolved.set(property.getKey(), resolve(property.getValue())));
        return resolved;
    }

    private JsonNode call(String function, JsonNode argument) {
        return switch (function) {
            case "Ref" -> text(reference(argument.asText()));
            case "Fn::GetAtt" ->
                text(attribute(argument.get(0).asText(), argument.get(1).asText()));
            case "Fn::Join" -> text(join(argument.get(0).asText(), resolve(argument.get(1))));
            case "Fn::Select" -> select(resolve(argument.get(0)).asInt(), resolve(argument.get(1)));
            case "Fn::Split" ->
                split(argument.get(0).asText(), resolve(argument.get(1)).asText());
            case "Fn::Sub" -> text(substitute(argument));
            default -> throw new TemplateException("the template uses " + function + ", which the lab does not know");
        };
    }

    private static String join(String delimiter, JsonNode parts) {
        StringBuilder joined = new StringBuilder();
        for (Iterator<JsonNode> part = parts.elements(); part.hasNext(); ) {
            joined.append(part.next().asText()).append(part.hasNext() ? delimiter : "");
        }
        return joined.toString();
    }

    private static JsonNode select(int index, JsonNode parts) {
        if (!parts.has(index)) {
            throw new TemplateException("the template selects %d of %d parts".formatted(index, parts.size()));
        }
        return parts.get(index);
    }

    private static JsonNode split(String delimiter, String text) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (String part : text.split(Pattern.quote(delimiter), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private String substitute(JsonNode argument) {
        if (!argument.isTextual()) {
            throw new TemplateException(
                    "the template uses Fn::Sub with variables of its own, which the lab does not know");
        }
        return VARIABLE.matcher(argument.asText()).replaceAll(variable -> {
            String name = variable.group(1);
            if (name.startsWith("!")) {
                return Matcher.quoteReplacement("${" + name.substring(1) + "}");
            }
            int dot = name.indexOf('.');
            return Matcher.quoteReplacement(
                    dot < 0 ? reference(name) : attribute(name.substring(0, dot), name.substring(dot + 1)));
        });
    }

    private String reference(String name) {
        return switch (name) {
            case "AWS::AccountId" -> Template.ACCOUNT;
            case "AWS::Partition" -> "aws";
            case "AWS::Region" -> template.region();
            case "AWS::StackName" -> template.stackName();
            case "AWS::StackId" -> stackId();
            case "AWS::URLSuffix" -> "amazonaws.com";
            default -> resource(name).reference();
        };
    }

    private String attribute(String logicalId, String attribute) {
        return resource(logicalId).attribute(attribute);
    }

    private ResourceIdentity resource(String logicalId) {
        JsonNode resource = template.document().path("Resources").path(logicalId);
        if (resource.isMissingNode()) {
            throw new TemplateException("the template refers to " + logicalId + ", which it does not have");
        }
        return new ResourceIdentity(
                logicalId,
                resource.path("Type").asText(),
                property -> resource.path("Properties").has(property)
                        ? resolve(resource.path("Properties").path(property)).asText()
                        : null,
                template.region());
    }

    /** Ends with a UUID made of the stack's name, so that names derived from it are the same in every run. */
    private String stackId() {
        UUID unique = UUID.nameUUIDFromBytes(template.stackName().getBytes(StandardCharsets.UTF_8));
        return "arn:aws:cloudformation:" + template.region() + ":" + Template.ACCOUNT + ":stack/" + template.stackName()
                + "/" + unique;
    }

    private static TextNode text(String value) {
        return JsonNodeFactory.instance.textNode(value);
    }
}
