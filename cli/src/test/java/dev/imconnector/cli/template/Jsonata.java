package dev.imconnector.cli.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Evaluates JSONata as Step Functions does: variables instead of an input, and nothing may come out undefined. */
final class Jsonata {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, com.dashjoin.jsonata.Jsonata> PARSED = new ConcurrentHashMap<>();

    private Jsonata() {}

    /** What stands between the braces. @throws AssertionError when they are not closed */
    static String body(String text) {
        if (!text.endsWith("%}")) {
            throw new AssertionError("Close the expression with %}: " + text);
        }
        return text.substring(2, text.length() - 2).trim();
    }

    static com.dashjoin.jsonata.Jsonata parse(String expression) {
        return PARSED.computeIfAbsent(expression, com.dashjoin.jsonata.Jsonata::jsonata);
    }

    /** A value with every expression in it evaluated. @throws AssertionError when one is undefined */
    static JsonNode evaluate(JsonNode template, Map<String, JsonNode> variables) {
        if (template.isTextual() && template.asText().startsWith("{%")) {
            return expression(body(template.asText()), variables);
        }
        if (template.isObject()) {
            var evaluated = JSON.createObjectNode();
            template.properties().forEach(e -> evaluated.set(e.getKey(), evaluate(e.getValue(), variables)));
            return evaluated;
        }
        if (template.isArray()) {
            var evaluated = JSON.createArrayNode();
            template.forEach(value -> evaluated.add(evaluate(value, variables)));
            return evaluated;
        }
        return template;
    }

    private static JsonNode expression(String text, Map<String, JsonNode> variables) {
        var expression = parse(text);
        var frame = expression.createFrame();
        variables.forEach((name, value) -> frame.bind(name, JSON.convertValue(value, Object.class)));
        var value = expression.evaluate(null, frame);
        if (value == null) {
            throw new AssertionError("Step Functions fails on an expression that is undefined: " + text);
        }
        return JSON.valueToTree(value);
    }
}
