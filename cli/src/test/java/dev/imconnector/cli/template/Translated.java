package dev.imconnector.cli.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What SAM makes of the template's resources of its own types, by their ids, as {@code local-aws/stack translate} printed
 * it. What SAM hands on as it is, is not in it. A test of the profile stack fails when it is no longer what SAM makes.
 */
record Translated(Map<String, JsonNode> resources) {

    static final String FILE = "cli/src/test/resources/translated.json";

    static Translated ofTheRepository() {
        return parse(Repository.text(Repository.file(FILE)));
    }

    static Translated parse(String json) {
        try {
            var resources = new TreeMap<String, JsonNode>();
            new JsonMapper().readTree(json).properties().forEach(e -> resources.put(e.getKey(), e.getValue()));
            return new Translated(resources);
        } catch (JsonProcessingException e) {
            throw new AssertionError(FILE + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    JsonNode properties(String id) {
        if (!resources.containsKey(id)) {
            throw new AssertionError(
                    "SAM makes no " + id + ", or " + FILE + " is old: local-aws/stack translate > " + FILE);
        }
        return resources.get(id).path("Properties");
    }

    Map<String, JsonNode> ofType(String type) {
        var found = new TreeMap<>(resources);
        found.values().removeIf(resource -> !resource.path("Type").asText().equals(type));
        return found;
    }

    /** The template as CloudFormation gets it: SAM's own resources replaced by what they become. */
    Template whole(Template template) {
        ObjectNode root = template.root().deepCopy();
        var all = root.withObject("/Resources");
        resources.forEach((id, resource) -> {
            ObjectNode copy = resource.deepCopy();
            if (resource.at("/Properties/Body").isTextual()) {
                copy.withObject("/Properties")
                        .set("Body", template.properties(id).path("DefinitionBody"));
            }
            all.set(id, copy);
        });
        return new Template(root);
    }
}
