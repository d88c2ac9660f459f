package dev.imconnector.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Checks a body by its model, as far as the template's models go: type, properties, pattern, additionalProperties. */
final class BodyModel {

    private BodyModel() {}

    static boolean accepts(JsonNode model, JsonNode value) {
        return switch (model.path("type").asText()) {
            case "object" -> value.isObject() && object(model, value);
            case "boolean" -> value.isBoolean();
            case "string" -> value.isTextual() && text(model, value.textValue());
            default -> throw new IllegalStateException("Teach BodyModel the type " + model.path("type"));
        };
    }

    private static boolean object(JsonNode model, JsonNode value) {
        return value.properties().stream().allMatch(field -> {
            var property = model.path("properties").path(field.getKey());
            return property.isMissingNode()
                    ? model.path("additionalProperties").asBoolean(true)
                    : accepts(property, field.getValue());
        });
    }

    private static boolean text(JsonNode model, String value) {
        // The end of a pattern is the end of the text; to Java it would also be before a line feed there.
        return !model.has("pattern")
                || Pattern.compile(model.get("pattern").asText().replaceFirst("\\$$", "\\\\z"))
                        .matcher(value)
                        .find();
    }
}
