package dev.imconnector.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * Checks a body by its model, as far as the document's models go: type, properties, required, additionalProperties,
 * pattern, enum, not, anyOf.
 */
final class BodyModel {

    private BodyModel() {}

    static boolean accepts(JsonNode model, JsonNode value) {
        return hasType(model, value)
                && object(model, value)
                && text(model, value)
                && (!model.has("enum") || contains(model.get("enum"), value))
                && (!model.has("not") || !accepts(model.get("not"), value))
                && (!model.has("anyOf") || anyAccepts(model.get("anyOf"), value));
    }

    private static boolean anyAccepts(JsonNode models, JsonNode value) {
        for (var model : models) {
            if (accepts(model, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (var each : values) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasType(JsonNode model, JsonNode value) {
        return switch (model.path("type").asText()) {
            case "" -> true;
            case "object" -> value.isObject();
            case "boolean" -> value.isBoolean();
            case "string" -> value.isTextual();
            default -> throw new IllegalStateException("Teach BodyModel the type " + model.path("type"));
        };
    }

    private static boolean object(JsonNode model, JsonNode value) {
        for (var name : model.path("required")) {
            if (!value.has(name.asText())) {
                return false;
            }
        }
        return value.properties().stream().allMatch(field -> {
            var property = model.path("properties").path(field.getKey());
            return property.isMissingNode()
                    ? model.path("additionalProperties").asBoolean(true)
                    : accepts(property, field.getValue());
        });
    }

    private static boolean text(JsonNode model, JsonNode value) {
        // The end of a pattern is the end of the text; to Java it would also be before a line feed there.
        return !model.has("pattern")
                || !value.isTextual()
                || Pattern.compile(model.get("pattern").asText().replaceFirst("\\$$", "\\\\z"))
                        .matcher(value.textValue())
                        .find();
    }
}
