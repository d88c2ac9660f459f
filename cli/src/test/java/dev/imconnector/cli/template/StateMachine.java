package dev.imconnector.cli.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A definition in the Amazon States Language, as it stands in statemachines/. */
record StateMachine(String name, JsonNode definition) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([A-Za-z]+)}");

    static List<StateMachine> all() {
        return Repository.files("statemachines", ".asl.json").stream()
                .map(StateMachine::read)
                .toList();
    }

    static StateMachine read(Path file) {
        try {
            return new StateMachine(file.getFileName().toString(), JSON.readTree(Repository.text(file)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(file + " is no JSON: " + e.getOriginalMessage() + " at " + e.getLocation(), e);
        }
    }

    /** As deployed with a value for {@code ${name}}. */
    StateMachine with(String name, String value) {
        try {
            return new StateMachine(
                    this.name, JSON.readTree(definition.toString().replace("${" + name + "}", value)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(value + " makes no JSON of " + this.name, e);
        }
    }

    static StateMachine reconcile() {
        return read(Repository.file("statemachines/reconcile.asl.json"));
    }

    static StateMachine resultsPull() {
        return read(Repository.file("statemachines/results-pull.asl.json"));
    }

    static StateMachine creditPush() {
        return read(Repository.file("statemachines/credit-push.asl.json"));
    }

    Map<String, JsonNode> states() {
        var states = new LinkedHashMap<String, JsonNode>();
        definition.path("States").properties().forEach(e -> states.put(e.getKey(), e.getValue()));
        return states;
    }

    JsonNode state(String state) {
        return definition.path("States").path(state);
    }

    Set<String> ofType(String type) {
        var found = new LinkedHashSet<String>();
        states().forEach((name, state) -> {
            if (state.path("Type").asText().equals(type)) {
                found.add(name);
            }
        });
        return found;
    }

    /** Where a state can lead, its Choices and Catches included. */
    Set<String> next(String state) {
        var targets = new LinkedHashSet<String>();
        Template.visit(state(state), "", (path, node) -> {
            if (path.endsWith(".Next") || path.endsWith(".Default")) {
                targets.add(node.asText());
            }
        });
        return targets;
    }

    /** States that can be reached from some, these included. */
    Set<String> reachableFrom(Set<String> starts) {
        var reached = new LinkedHashSet<String>();
        var open = new ArrayDeque<>(starts);
        while (!open.isEmpty()) {
            var state = open.pop();
            if (reached.add(state)) {
                open.addAll(next(state));
            }
        }
        return reached;
    }

    boolean ends(String state) {
        return Set.of("Succeed", "Fail").contains(state(state).path("Type").asText())
                || state(state).path("End").asBoolean();
    }

    /** Every JSONata expression, without its braces, by where it stands. */
    Map<String, String> expressions() {
        var expressions = new TreeMap<String, String>();
        Template.visit(definition, name, (path, node) -> {
            if (node.isTextual() && node.asText().startsWith("{%")) {
                expressions.put(path, Jsonata.body(node.asText()));
            }
        });
        return expressions;
    }

    /** Names that the template must replace: {@code ${Name}}. */
    Set<String> substitutions() {
        var names = new LinkedHashSet<String>();
        var found = SUBSTITUTION.matcher(definition.toString());
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }
}
