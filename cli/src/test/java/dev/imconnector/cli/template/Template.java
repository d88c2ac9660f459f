package dev.imconnector.cli.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** A SAM template with all its parts as JSON, its short tags ({@code !Ref x}) spelt out ({@code {"Ref": "x"}}). Immutable by convention. */
record Template(JsonNode root) {

    /** The whole of it: what it includes, and what the stacks hold that it nests, are in their places. */
    static Template ofTheRepository() {
        var main = parse(Repository.text(Repository.file("template.yaml")));
        return new Template(NestedStacks.flattened(withIncludes(main.root())));
    }

    /** With each document that {@code AWS::Include} names in its place. */
    private static JsonNode withIncludes(JsonNode node) {
        var transform = node.path("Fn::Transform");
        if (transform.path("Name").asText().equals("AWS::Include")) {
            return parse(Repository.text(
                            Repository.file(transform.at("/Parameters/Location").asText())))
                    .root();
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(withIncludes(member.getValue())));
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, withIncludes(array.get(i)));
            }
        }
        return node;
    }

    static Template parse(String yaml) {
        return new Template(TemplateYaml.parse(yaml));
    }

    JsonNode resource(String id) {
        var resource = root.at("/Resources/" + id);
        if (resource.isMissingNode()) {
            throw new AssertionError("template.yaml has no resource " + id + ", which is public: bring it back.");
        }
        return resource;
    }

    JsonNode properties(String id) {
        return resource(id).path("Properties");
    }

    /** Resources of a type, by their ids in alphabetical order. */
    Map<String, JsonNode> ofType(String type) {
        var found = new TreeMap<String, JsonNode>();
        section("Resources").forEach((id, resource) -> {
            if (resource.path("Type").asText().equals(type)) {
                found.put(id, resource);
            }
        });
        return found;
    }

    Map<String, JsonNode> section(String name) {
        var entries = new LinkedHashMap<String, JsonNode>();
        root.path(name).properties().forEach(e -> entries.put(e.getKey(), e.getValue()));
        return entries;
    }

    /** A property of a function: its own over the one that all functions have, merged as SAM merges them. */
    JsonNode ofFunction(String id, String property) {
        return merge(root.at("/Globals/Function/" + property), properties(id).path(property));
    }

    private static JsonNode merge(JsonNode under, JsonNode over) {
        if (over.isMissingNode()) {
            return under;
        }
        if (!under.isObject() || !over.isObject()) {
            return over;
        }
        ObjectNode merged = under.deepCopy();
        over.properties().forEach(e -> merged.set(e.getKey(), merge(merged.path(e.getKey()), e.getValue())));
        return merged;
    }

    /** Visits every value below a node, each with its path. */
    static void visit(JsonNode node, String path, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(path, node);
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                visit(node.get(i), path + "[" + i + "]", visitor);
            }
        }
        node.properties().forEach(e -> visit(e.getValue(), path + "." + e.getKey(), visitor));
    }

    /** A value that may be one or a list of them, as a list. */
    static List<JsonNode> list(JsonNode oneOrMany) {
        var values = new ArrayList<JsonNode>();
        if (oneOrMany.isArray()) {
            oneOrMany.forEach(values::add);
        } else if (!oneOrMany.isMissingNode()) {
            values.add(oneOrMany);
        }
        return values;
    }
}
