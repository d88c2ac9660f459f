package dev.imconnector.cli.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A simulated execution of a state machine: its tasks answer from a script, its waits take no time. It knows the part of
 * the Amazon States Language that the project uses and refuses the rest, so that it cannot pass what AWS would not.
 * Single use, not thread-safe.
 */
final class WorkflowRun {

    /** A task's answer: either what a function returned, or the error of a call that failed. */
    record Answer(JsonNode payload, String error, String cause) {

        static Answer of(String json) {
            return new Answer(json(json), null, null);
        }

        static Answer failure(String error, String cause) {
            return new Answer(null, error, cause);
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_STEPS = 30_000;
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "Pass", Set.of("Assign", "Output", "Next", "End"),
            "Choice", Set.of("Choices", "Default"),
            "Task", Set.of("Resource", "Arguments", "TimeoutSeconds", "Retry", "Catch", "Assign", "Output", "Next"),
            "Wait", Set.of("Seconds", "Next"),
            "Succeed", Set.of(),
            "Fail", Set.of("Error", "Cause"));

    private final StateMachine machine;
    private final Deque<Answer> script;
    private final ObjectNode context = JSON.createObjectNode();
    private final Set<String> broken = new HashSet<>();
    private final Map<String, JsonNode> variables = new HashMap<>();
    private final List<JsonNode> calls = new ArrayList<>();
    private final List<JsonNode> told = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final List<Integer> waits = new ArrayList<>();
    private JsonNode data;
    private String end;
    private String error;
    private String cause;

    WorkflowRun(StateMachine machine, String executionName, String startTime, Deque<Answer> script) {
        this.machine = machine;
        this.script = script;
        context.putObject("Execution")
                .put("Id", "arn:execution:" + executionName)
                .put("Name", executionName)
                .put("StartTime", startTime);
    }

    /** From now on a service, such as {@code sns}, refuses every call. */
    WorkflowRun without(String service) {
        broken.add(service);
        return this;
    }

    /** Runs to the end. @throws AssertionError on what Step Functions would not take, or when the script runs dry */
    WorkflowRun start(String input) {
        data = json(input);
        var state = machine.definition().path("StartAt").asText();
        for (int step = 0; end == null; step++) {
            if (step > MOST_STEPS) {
                throw new AssertionError("No end after " + MOST_STEPS + " steps.");
            }
            state = step(state);
        }
        return this;
    }

    /** The payloads with which the function was called. */
    List<JsonNode> calls() {
        return calls;
    }

    /** What was published to the topic: subject and message. */
    List<JsonNode> told() {
        return told;
    }

    /** What was put into the queue of what could not be told. */
    List<String> kept() {
        return kept;
    }

    /** Seconds of each wait. */
    List<Integer> waits() {
        return waits;
    }

    /** The name of the state in which it ended. */
    String end() {
        return end;
    }

    JsonNode output() {
        return data;
    }

    String error() {
        return error;
    }

    String cause() {
        return cause;
    }

    private String step(String name) {
        var state = machine.state(name);
        var type = state.path("Type").asText();
        refuseUnknown(name, type, state);
        return switch (type) {
            case "Pass" -> leave(state, states("input", data), data, state);
            case "Choice" -> choose(state);
            case "Wait" -> sleep(state);
            case "Task" -> call(state);
            case "Succeed" -> end(name);
            case "Fail" -> fail(name, state);
            default -> throw new AssertionError("Teach WorkflowRun the type " + type + " of " + name);
        };
    }

    private static void refuseUnknown(String name, String type, JsonNode state) {
        var fields = new HashSet<String>();
        state.fieldNames().forEachRemaining(fields::add);
        fields.removeAll(KNOWN.getOrDefault(type, Set.of()));
        fields.removeAll(Set.of("Type", "Comment"));
        if (!fields.isEmpty()) {
            throw new AssertionError("Teach WorkflowRun " + fields + " of " + name + ", a " + type);
        }
    }

    /** Assign and Output see the variables as they were; the assignments hold from the next state on. */
    private String leave(JsonNode rules, ObjectNode states, JsonNode output, JsonNode next) {
        var seen = seen(states);
        var assigned = new HashMap<String, JsonNode>();
        rules.path("Assign").properties().forEach(e -> assigned.put(e.getKey(), Jsonata.evaluate(e.getValue(), seen)));
        data = rules.has("Output") ? Jsonata.evaluate(rules.path("Output"), seen) : output;
        variables.putAll(assigned);
        return next.path("Next").asText();
    }

    private String choose(JsonNode state) {
        for (var choice : state.path("Choices")) {
            if (Jsonata.evaluate(choice.path("Condition"), seen(states("input", data)))
                    .asBoolean()) {
                return choice.path("Next").asText();
            }
        }
        return state.path("Default").asText();
    }

    private String sleep(JsonNode state) {
        var seconds = Jsonata.evaluate(state.path("Seconds"), seen(states("input", data)));
        if (!seconds.isIntegralNumber() || seconds.asInt() < 0) {
            throw new AssertionError("Step Functions waits whole seconds only, not " + seconds);
        }
        waits.add(seconds.asInt());
        return state.path("Next").asText();
    }

    private String call(JsonNode state) {
        var arguments = Jsonata.evaluate(state.path("Arguments"), seen(states("input", data)));
        var retries = new int[state.path("Retry").size()];
        while (true) {
            var answer = answer(state.path("Resource").asText(), arguments);
            if (answer.error() == null) {
                var result = JSON.createObjectNode().set("Payload", answer.payload());
                return leave(state, states("result", result), result, state);
            }
            if (!mayRetry(state, answer.error(), retries)) {
                var caught =
                        JSON.createObjectNode().put("Error", answer.error()).put("Cause", answer.cause());
                var rule = matching(state.path("Catch"), answer.error());
                var catcher = state.path("Catch").path(rule);
                return leave(catcher, states("errorOutput", caught), caught, catcher);
            }
        }
    }

    private Answer answer(String resource, JsonNode arguments) {
        return switch (resource) {
            case "arn:${Partition}:states:::lambda:invoke" -> {
                calls.add(arguments.path("Payload"));
                if (script.isEmpty()) {
                    throw new AssertionError("The function was called once more than the script says: " + arguments);
                }
                yield script.pop();
            }
            case "arn:${Partition}:states:::sns:publish" -> served("sns", () -> told.add(published(arguments)));
            case "arn:${Partition}:states:::sqs:sendMessage" ->
                served("sqs", () -> kept.add(arguments.path("MessageBody").asText()));
            default -> throw new AssertionError("Teach WorkflowRun the resource " + resource);
        };
    }

    private Answer served(String service, Runnable effect) {
        if (broken.contains(service)) {
            return Answer.failure(service + ".AuthorizationErrorException", "refused");
        }
        effect.run();
        return Answer.of("{}");
    }

    /** SNS's own rules for a subject. */
    private static JsonNode published(JsonNode arguments) {
        if (!arguments.path("Subject").asText().matches("[!-~][ -~]{0,98}")) {
            throw new AssertionError("SNS refuses the subject " + arguments.path("Subject"));
        }
        return arguments;
    }

    private static boolean mayRetry(JsonNode state, String error, int[] retries) {
        var rule = matching(state.path("Retry"), error);
        return retries[rule]++
                < state.path("Retry").path(rule).path("MaxAttempts").asInt();
    }

    private static int matching(JsonNode rules, String error) {
        for (int i = 0; i < rules.size(); i++) {
            for (var name : rules.path(i).path("ErrorEquals")) {
                if (name.asText().equals("States.ALL") || name.asText().equals(error)) {
                    return i;
                }
            }
        }
        throw new AssertionError("Nothing handles " + error);
    }

    private String fail(String name, JsonNode state) {
        error = text(state.path("Error"));
        cause = text(state.path("Cause"));
        return end(name);
    }

    private String text(JsonNode template) {
        var text = Jsonata.evaluate(template, seen(states("input", data)));
        if (!text.isTextual()) {
            throw new AssertionError("Step Functions wants a text here: " + template);
        }
        return text.asText();
    }

    private String end(String name) {
        end = name;
        return null;
    }

    private ObjectNode states(String what, JsonNode value) {
        var states = JSON.createObjectNode();
        states.set("input", data);
        states.set(what, value);
        states.set("context", context);
        return states;
    }

    private Map<String, JsonNode> seen(ObjectNode states) {
        var seen = new HashMap<>(variables);
        seen.put("states", states);
        return seen;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }
}
