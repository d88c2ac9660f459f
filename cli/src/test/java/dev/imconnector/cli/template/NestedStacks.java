package dev.imconnector.cli.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the resources of nested stacks into the template that nests them, with what it gives them in the place of their
 * parameters: so that all that holds for the template is asserted of the resources of all its parts.
 */
final class NestedStacks {

    static final String TYPE = "AWS::CloudFormation::Stack";

    private static final Pattern IN_SUB = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");

    private NestedStacks() {}

    static JsonNode flattened(JsonNode template) {
        ObjectNode whole = template.deepCopy();
        var nested = new TreeMap<String, JsonNode>();
        whole.path("Resources").properties().forEach(e -> {
            if (e.getValue().path("Type").asText().equals(TYPE)) {
                nested.put(e.getKey(), e.getValue().path("Properties"));
            }
        });
        nested.forEach((id, stack) -> flatten(whole, id, stack));
        return whole;
    }

    /** The template of a nested stack, as it is in its file. */
    static JsonNode template(JsonNode stack) {
        return Template.parse(Repository.text(
                        Repository.file(stack.path("TemplateURL").asText())))
                .root();
    }

    private static void flatten(ObjectNode whole, String id, JsonNode stack) {
        var given = new TreeMap<String, JsonNode>();
        stack.path("Parameters").properties().forEach(e -> given.put(e.getKey(), unconditional(e.getValue())));
        var part = changed(template(stack), node -> given(node, given));
        whole.withObject("/Resources").remove(id);
        for (var section : List.of("Resources", "Conditions")) {
            part.path(section).properties().forEach(e -> add(whole.withObject("/" + section), e));
        }
        part.path("Outputs").properties().forEach(e -> {
            var from = "${" + id + ".Outputs." + e.getKey() + "}";
            var to = "${" + e.getValue().at("/Value/Ref").asText() + "}";
            changed(
                    whole,
                    node -> node.isTextual() ? TextNode.valueOf(node.asText().replace(from, to)) : node);
        });
    }

    private static void add(ObjectNode section, Map.Entry<String, JsonNode> entry) {
        var there = section.path(entry.getKey());
        if (!there.isMissingNode() && !there.equals(entry.getValue())) {
            throw new AssertionError("Two parts of the template mean different things by " + entry.getKey());
        }
        section.set(entry.getKey(), entry.getValue());
    }

    /** A name of something that may not be made, and is empty then: who uses it has the same condition. */
    private static JsonNode unconditional(JsonNode value) {
        var branches = value.path("Fn::If");
        return branches.path(2).asText("-").isEmpty() ? branches.get(1) : value;
    }

    private static JsonNode given(JsonNode node, Map<String, JsonNode> given) {
        if (node.path("Ref").isTextual() && given.containsKey(node.path("Ref").asText())) {
            return given.get(node.path("Ref").asText()).deepCopy();
        }
        if (node.path("Fn::Sub").isTextual()) {
            ObjectNode sub = node.deepCopy();
            return sub.put("Fn::Sub", given(node.path("Fn::Sub").asText(), given));
        }
        return node;
    }

    private static String given(String text, Map<String, JsonNode> given) {
        return IN_SUB.matcher(text).replaceAll(name -> {
            var value = given.get(name.group(1));
            return Matcher.quoteReplacement(
                    value == null ? name.group() : "${" + value.path("Ref").asText() + "}");
        });
    }

    /** The tree with each of its nodes changed, from the leaves up; in place where a node has others in it. */
    private static JsonNode changed(JsonNode node, UnaryOperator<JsonNode> change) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(e -> e.setValue(changed(e.getValue(), change)));
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, changed(array.get(i), change));
            }
        }
        return change.apply(node);
    }
}
