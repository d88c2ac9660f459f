package dev.imconnector.cli.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The template as deployed with some parameters, the others being their defaults. AWS's part is simulated: a resource's
 * name is its id in lower case, {@code AWS::X} its own name. Refuses an intrinsic function that it does not know.
 */
final class Deployment {

    private static final Pattern IN_SUB = Pattern.compile("\\$\\{([A-Za-z0-9:]+)}");
    private static final String PSEUDO = "AWS::";
    private static final String NO_VALUE = "AWS::NoValue";

    /** What has no default, because only who deploys knows it. */
    private static final Map<String, String> DECIDED =
            Map.of("ImTokenUrl", "https://login.example.com/oauth/token", "ImApiUrl", "https://im.example.com/api");

    private final Template template;
    private final Map<String, String> parameters = new HashMap<>();

    Deployment(Template template, Map<String, String> parameters) {
        this.template = template;
        template.section("Parameters")
                .forEach((id, parameter) ->
                        this.parameters.put(id, parameter.path("Default").asText()));
        this.parameters.putAll(DECIDED);
        parameters.forEach((id, value) -> {
            if (!ParameterCheck.accepts(template.root().at("/Parameters/" + id), value)) {
                throw new AssertionError("The template refuses " + value + " for " + id);
            }
            this.parameters.put(id, value);
        });
        var broken = brokenRules();
        if (!broken.isEmpty()) {
            throw new AssertionError("The template refuses " + parameters + ": " + broken);
        }
    }

    private Deployment(Template template) {
        this.template = template;
    }

    /** What the rules of the template say against these parameters, beside the defaults. */
    static List<String> brokenRules(Template template, Map<String, String> parameters) {
        var deployment = new Deployment(template);
        template.section("Parameters")
                .forEach((id, parameter) ->
                        deployment.parameters.put(id, parameter.path("Default").asText()));
        deployment.parameters.putAll(DECIDED);
        deployment.parameters.putAll(parameters);
        return deployment.brokenRules();
    }

    private List<String> brokenRules() {
        var broken = new ArrayList<String>();
        template.section("Rules").forEach((name, rule) -> {
            if (isTrue(rule.path("RuleCondition"), name)) {
                rule.path("Assertions").forEach(assertion -> {
                    if (!isTrue(assertion.path("Assert"), name)) {
                        broken.add(assertion.path("AssertDescription").asText());
                    }
                });
            }
        });
        return broken;
    }

    /** The value of a parameter. */
    String parameter(String id) {
        return parameters.get(id);
    }

    /** The environment variables of a function, those left out by a condition not among them. */
    Map<String, String> environment(String function) {
        var variables = new TreeMap<String, String>();
        template.ofFunction(function, "Environment")
                .path("Variables")
                .properties()
                .forEach(e -> {
                    var value = value(e.getValue());
                    if (value != null) {
                        variables.put(e.getKey(), value);
                    }
                });
        return variables;
    }

    /** What a value of the template comes to. */
    String value(JsonNode node) {
        if (node.isValueNode()) {
            return node.asText();
        }
        var function = node.properties().iterator().next();
        var argument = function.getValue();
        return switch (function.getKey()) {
            case "Ref" -> ref(argument.asText());
            case "Fn::Sub" -> argument.isArray() ? sub(argument) : sub(argument.asText(), Map.of());
            case "Fn::If" -> value(argument.get(isTrue(argument.get(0).asText()) ? 1 : 2));
            case "Fn::GetAtt" ->
                argument.get(0).asText().toLowerCase() + "." + argument.get(1).asText();
            // Of a list that is a parameter, as its text.
            case "Fn::Join" ->
                value(argument.get(1)).replace(",", argument.get(0).asText());
            // Of a list that is a parameter.
            case "Fn::Select" ->
                value(argument.get(1)).split(",", -1)[argument.get(0).asInt()];
            default -> throw new AssertionError("Teach Deployment " + function.getKey());
        };
    }

    /** A text and the names that it brings along, which come before the template's own. */
    private String sub(JsonNode textAndNames) {
        var names = new HashMap<String, String>();
        textAndNames.get(1).properties().forEach(e -> names.put(e.getKey(), value(e.getValue())));
        return sub(textAndNames.get(0).asText(), names);
    }

    private String sub(String text, Map<String, String> names) {
        return IN_SUB.matcher(text)
                .replaceAll(m -> names.containsKey(m.group(1)) ? names.get(m.group(1)) : ref(m.group(1)));
    }

    private String ref(String name) {
        if (name.equals(NO_VALUE)) {
            return null;
        }
        return name.startsWith(PSEUDO)
                ? name.substring(PSEUDO.length())
                : parameters.getOrDefault(name, name.toLowerCase());
    }

    private boolean isTrue(String condition) {
        return isTrue(template.root().at("/Conditions/" + condition), condition);
    }

    private boolean isTrue(JsonNode rule, String condition) {
        if (rule.has("Fn::Equals")) {
            return value(rule.at("/Fn::Equals/0")).equals(value(rule.at("/Fn::Equals/1")));
        }
        if (rule.has("Fn::Contains")) {
            // Of a list that is a parameter; an empty one has one empty member.
            return List.of(value(rule.at("/Fn::Contains/0")).split(",", -1))
                    .contains(value(rule.at("/Fn::Contains/1")));
        }
        if (rule.has("Fn::Not")) {
            return !isTrue(rule.at("/Fn::Not/0"), condition);
        }
        if (rule.has("Fn::And")) {
            return Template.list(rule.path("Fn::And")).stream().allMatch(part -> isTrue(part, condition));
        }
        if (rule.has("Fn::Or")) {
            return Template.list(rule.path("Fn::Or")).stream().anyMatch(part -> isTrue(part, condition));
        }
        if (rule.has("Condition")) {
            return isTrue(rule.path("Condition").asText());
        }
        throw new AssertionError("Teach Deployment the condition " + condition);
    }

    /** Whether a resource or an output is made at all. */
    boolean has(JsonNode resource) {
        var condition = resource.path("Condition");
        return condition.isMissingNode() || isTrue(condition.asText());
    }

    boolean has(String resource) {
        return has(template.resource(resource));
    }

    /** The template of this one deployment: no conditions, only what is made, the parameters' values as their defaults. */
    JsonNode whole() {
        ObjectNode whole = template.root().deepCopy();
        whole.remove("Conditions");
        for (var section : List.of("Resources", "Outputs")) {
            var made = whole.putObject(section);
            template.section(section).forEach((id, part) -> {
                if (has(part)) {
                    ((ObjectNode) made.set(id, settled(part)))
                            .withObject("/" + id)
                            .remove("Condition");
                }
            });
        }
        whole.remove(List.of("Transform", "Globals"));
        template.section("Parameters").forEach((id, parameter) -> {
            if (!parameter.path("Default").asText().equals(parameters.get(id))) {
                whole.withObject("/Parameters/" + id).put("Default", parameters.get(id));
            }
        });
        return whole;
    }

    /** Any part of the template with what its conditions come to: {@code Fn::If} and {@code AWS::NoValue} are gone. */
    JsonNode settled(JsonNode part) {
        if (part.has("Fn::If")) {
            var branches = part.path("Fn::If");
            return settled(branches.get(isTrue(branches.get(0).asText()) ? 1 : 2));
        }
        if (part.isObject()) {
            ObjectNode settled = JsonNodeFactory.instance.objectNode();
            part.properties().forEach(e -> {
                var value = settled(e.getValue());
                if (!value.isMissingNode()) {
                    settled.set(e.getKey(), value);
                }
            });
            return settled.path("Ref").asText().equals(NO_VALUE) ? MissingNode.getInstance() : settled;
        }
        if (part.isArray()) {
            ArrayNode settled = JsonNodeFactory.instance.arrayNode();
            part.forEach(one -> {
                var value = settled(one);
                if (!value.isMissingNode()) {
                    settled.add(value);
                }
            });
            return settled;
        }
        return part;
    }
}
