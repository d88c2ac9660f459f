package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every state machine: it ends, it says why, and nothing in it waits or retries for ever. */
class StateMachineTest {

    private final Template template = Template.ofTheRepository();

    static List<StateMachine> all() {
        return StateMachine.all();
    }

    @Test
    void there_is_one_file_for_each_workflow_of_the_template() {
        var files = new TreeSet<String>();
        StateMachine.all().forEach(machine -> files.add("statemachines/" + machine.name()));
        var used = new TreeSet<String>();
        template.ofType("AWS::Serverless::StateMachine")
                .values()
                .forEach(machine ->
                        used.add(machine.at("/Properties/DefinitionUri").asText()));

        assertThat(files)
                .as("Each file of statemachines/ belongs to one workflow.")
                .isNotEmpty()
                .isEqualTo(used);
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_state_can_be_reached_and_every_target_exists(StateMachine machine) {
        var start = machine.definition().path("StartAt").asText();
        var reached = machine.reachableFrom(Set.of(start));

        assertThat(machine.states().keySet())
                .as("%s: states on the right are leftovers or a Next is misspelt.", machine.name())
                .containsExactlyInAnyOrderElementsOf(reached);
    }

    @ParameterizedTest
    @MethodSource("all")
    void from_every_state_an_end_can_be_reached(StateMachine machine) {
        assertThat(machine.states().keySet())
                .allSatisfy(state -> assertThat(machine.reachableFrom(Set.of(state)))
                        .as("%s: from %s no end can be reached, the execution would hang.", machine.name(), state)
                        .anyMatch(machine::ends));
        assertThat(machine.states().keySet())
                .allSatisfy(state -> assertThat(machine.ends(state))
                        .as("%s: %s must either end or have a Next.", machine.name(), state)
                        .isNotEqualTo(!machine.next(state).isEmpty()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_whole_has_a_time_limit_of_a_day(StateMachine machine) {
        assertThat(machine.definition().path("TimeoutSeconds").asInt())
                .as("%s: without TimeoutSeconds an execution may run for a year.", machine.name())
                .isBetween(1, 86_400);
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_loop_waits(StateMachine machine) {
        var waits = machine.ofType("Wait");
        assertThat(machine.states().keySet())
                .filteredOn(state -> !waits.contains(state))
                .allSatisfy(state -> assertThat(reachableWithout(waits, machine, state))
                        .as(
                                "%s: %s can come back to itself without a Wait, and would spin through its 25,000 events.",
                                machine.name(), state)
                        .doesNotContain(state));
    }

    private static Set<String> reachableWithout(Set<String> barred, StateMachine machine, String from) {
        var reached = new LinkedHashSet<String>();
        var open = new ArrayDeque<>(machine.next(from));
        while (!open.isEmpty()) {
            var state = open.pop();
            if (!barred.contains(state) && reached.add(state)) {
                open.addAll(machine.next(state));
            }
        }
        return reached;
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_task_has_a_limit_retries_and_a_catch(StateMachine machine) {
        assertThat(machine.ofType("Task")).isNotEmpty().allSatisfy(name -> {
            var task = machine.state(name);
            assertThat(task.path("TimeoutSeconds").asInt())
                    .as("%s: %s needs TimeoutSeconds, else a lost answer is waited for.", machine.name(), name)
                    .isPositive();
            assertThat(last(task.path("Retry")).path("ErrorEquals").toString())
                    .as("%s: %s must at last retry States.ALL.", machine.name(), name)
                    .isEqualTo("[\"States.ALL\"]");
            assertThat(last(task.path("Catch")).path("ErrorEquals").toString())
                    .as("%s: %s must at last catch States.ALL.", machine.name(), name)
                    .isEqualTo("[\"States.ALL\"]");
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_retry_is_bounded_and_backs_off(StateMachine machine) {
        machine.ofType("Task")
                .forEach(task -> assertThat(machine.state(task).path("Retry"))
                        .isNotEmpty()
                        .allSatisfy(retry -> {
                            for (var bound : List.of("IntervalSeconds", "MaxAttempts", "MaxDelaySeconds")) {
                                assertThat(retry.path(bound).asInt())
                                        .as("%s: a Retry of %s needs %s.", machine.name(), task, bound)
                                        .isPositive();
                            }
                            assertThat(retry.path("BackoffRate").asDouble())
                                    .as("%s: a Retry of %s must back off.", machine.name(), task)
                                    .isGreaterThan(1);
                            assertThat(retry.path("JitterStrategy").asText())
                                    .as("%s: a Retry of %s needs jitter.", machine.name(), task)
                                    .isEqualTo("FULL");
                            assertThat(longestSeconds(retry))
                                    .as(
                                            "%s: the on-call person must hear of %s within half an hour.",
                                            machine.name(), task)
                                    .isLessThanOrEqualTo(1800);
                        }));
    }

    private static double longestSeconds(JsonNode retry) {
        var sum = 0.0;
        var wait = retry.path("IntervalSeconds").asDouble();
        for (int i = 0; i < retry.path("MaxAttempts").asInt(); i++) {
            sum += Math.min(wait, retry.path("MaxDelaySeconds").asDouble());
            wait *= retry.path("BackoffRate").asDouble();
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_failure_says_what_and_why(StateMachine machine) {
        assertThat(machine.ofType("Fail"))
                .isNotEmpty()
                .allSatisfy(fail -> assertThat(machine.state(fail)
                                        .path("Error")
                                        .asText()
                                        .isEmpty()
                                || machine.state(fail).path("Cause").asText().isEmpty())
                        .as("%s: %s needs Error and Cause, they are all that the alert can tell.", machine.name(), fail)
                        .isFalse());
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_way_to_a_failure_leads_by_the_message_to_people(StateMachine machine) {
        assertThat(machine.ofType("Fail")).containsExactly("Failed");
        assertThat(machine.states().keySet())
                .filteredOn(state -> machine.next(state).contains("Failed"))
                .as("%s: whatever fails is told first.", machine.name())
                .containsExactly("HasItFailed");
        assertThat(machine.states().keySet())
                .filteredOn(state -> machine.next(state).contains("HasItFailed"))
                .containsExactlyInAnyOrder("Tell", "KeepUntold");
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_expression_parses(StateMachine machine) {
        assertThat(machine.definition().path("QueryLanguage").asText()).isEqualTo("JSONata");
        assertThat(machine.expressions())
                .isNotEmpty()
                .allSatisfy((where, expression) -> assertThatCode(() -> Jsonata.parse(expression))
                        .as("%s is no JSONata: %s", where, expression)
                        .doesNotThrowAnyException());
    }

    /** An engine that recurses for each character of the text would die of it, and nobody would be told. */
    @ParameterizedTest
    @MethodSource("all")
    void a_function_that_fails_with_a_text_as_long_as_one_may_be_still_makes_a_sentence(StateMachine machine) {
        var longest = 32_768; // Step Functions cuts a cause there
        var text = "The bucket is away" + " \\\"x\\\"".repeat((longest - 100) / 6);
        var states = JsonNodeFactory.instance.objectNode();
        states.putObject("input")
                .put("Error", "dev.imconnector.store.StoreException")
                .put("Cause", "{\"errorMessage\":\"" + text + "\",\"errorType\":\"x\"}");
        var notRun = machine.states().entrySet().stream()
                .filter(state -> state.getKey().endsWith("NotRun"))
                .map(state -> state.getValue().at("/Assign/failure/What"))
                .toList();

        assertThat(notRun)
                .singleElement()
                .satisfies(what -> assertThat(
                                Jsonata.evaluate(what, Map.of("states", states)).asText())
                        .contains("StoreException: The bucket is away")
                        .hasSizeBetween(2_000, 2_500));
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_template_replaces_what_is_to_be_replaced(StateMachine machine) {
        var given = new TreeSet<String>();
        workflow(machine).path("DefinitionSubstitutions").fieldNames().forEachRemaining(given::add);

        assertThat(machine.substitutions())
                .as("%s: DefinitionSubstitutions of the template must be these.", machine.name())
                .containsExactlyInAnyOrderElementsOf(given);
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_task_waits_longer_than_its_function_may_run(StateMachine machine) {
        var functions = new TreeMap<String, String>();
        workflow(machine)
                .path("DefinitionSubstitutions")
                .properties()
                .forEach(e -> functions.put(
                        "${" + e.getKey() + "}",
                        e.getValue().at("/Fn::GetAtt/0").asText()));

        assertThat(machine.ofType("Task").stream()
                        .filter(name -> machine.state(name).at("/Arguments").has("FunctionName")))
                .isNotEmpty()
                .allSatisfy(name -> {
                    var task = machine.state(name);
                    var function =
                            functions.get(task.at("/Arguments/FunctionName").asText());
                    assertThat(function)
                            .as("%s: %s must call a function of the template by its exact ARN.", machine.name(), name)
                            .isNotEmpty();
                    assertThat(task.path("TimeoutSeconds").asInt())
                            .as("%s: %s gives up before %s has answered.", machine.name(), name, function)
                            .isGreaterThan(
                                    template.ofFunction(function, "Timeout").asInt());
                });
    }

    private JsonNode workflow(StateMachine machine) {
        return template.ofType("AWS::Serverless::StateMachine").values().stream()
                .map(workflow -> workflow.path("Properties"))
                .filter(p -> p.path("DefinitionUri").asText().endsWith("/" + machine.name()))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode last(JsonNode list) {
        return list.path(list.size() - 1);
    }
}
