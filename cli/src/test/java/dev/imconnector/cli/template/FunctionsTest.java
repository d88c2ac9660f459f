package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.settings.SettingsReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every function is given: its own role and log, the settings, and nothing that it does not use. */
class FunctionsTest {

    private final Template template = Template.ofTheRepository();
    private final Map<String, JsonNode> functions = template.ofType("AWS::Serverless::Function");

    @Test
    void handlers_are_named_as_their_functions_are() {
        var handlers = new TreeMap<String, String>();
        functions
                .keySet()
                .forEach(id ->
                        handlers.put(id, template.ofFunction(id, "Handler").asText()));

        assertThat(handlers)
                .containsEntry("PushCreditsFunction", "dev.imconnector.lambda.PushCreditsHandler::handleRequest");
        // The one whose two names were fixed apart from each other.
        assertThat(handlers.remove("RotateClientSecretFunction"))
                .isEqualTo("dev.imconnector.lambda.ClientSecretRotationHandler::handleRequest");
        assertThat(handlers)
                .allSatisfy((id, handler) -> assertThat(handler)
                        .as("%s: its handler is named as the function is.", id)
                        .isEqualTo("dev.imconnector.lambda." + id.replaceFirst("Function$", "Handler")
                                + "::handleRequest"));
    }

    @Test
    void every_handler_is_a_class_that_lambda_can_make_and_call() {
        assertThat(functions.keySet()).allSatisfy(id -> {
            var handler =
                    Class.forName(template.ofFunction(id, "Handler").asText().split("::")[0]);
            assertThat(handler)
                    .as("%s: handlers take and give streams.", id)
                    .isAssignableTo(RequestStreamHandler.class);
            assertThat(handler.getConstructor())
                    .as("%s: Lambda needs a public constructor without parameters.", id)
                    .isNotNull();
        });
    }

    @Test
    void all_are_built_from_the_one_folder_for_the_runtime_that_the_code_is_tested_on() {
        assertThat(functions.keySet()).allSatisfy(id -> {
            assertThat(template.ofFunction(id, "CodeUri").asText())
                    .as("%s: only functions/ is deployed.", id)
                    .isEqualTo("functions/");
            assertThat(template.ofFunction(id, "Runtime").asText())
                    .as("%s: the runtime is java25.", id)
                    .isEqualTo("java25");
        });
    }

    @Test
    void all_are_one_build_for_sam() {
        assertThat(functions)
                .allSatisfy((id, function) -> assertThat(function.has("Metadata"))
                        .as("%s: SAM runs Maven once more for a function whose Metadata differs.", id)
                        .isFalse());
        assertThat(functions.keySet().stream()
                        .map(id -> template.ofFunction(id, "Architectures").toString()))
                .as("SAM runs Maven once for each architecture.")
                .containsOnly(template.ofFunction("PushCreditsFunction", "Architectures")
                        .toString());
    }

    @Test
    void none_goes_through_an_alias_that_would_keep_old_parameters() {
        assertThat(functions.keySet())
                .allSatisfy(id -> assertThat(
                                template.ofFunction(id, "AutoPublishAlias").isMissingNode())
                        .as(
                                "%s: SAM publishes no version when a parameter's value changes; the alias would keep the old limits.",
                                id)
                        .isTrue());
    }

    @Test
    void each_has_a_role_of_its_own() {
        assertThat(functions).isNotEmpty().allSatisfy((id, function) -> {
            var role = id.replaceFirst("Function$", "Role");
            assertThat(function.at("/Properties/Role/Fn::GetAtt").toString())
                    .as("%s needs Role: !GetAtt %s.Arn, its own and nobody else's.", id, role)
                    .isEqualTo("[\"" + role + "\",\"Arn\"]");
            assertThat(template.properties(role)
                            .at("/AssumeRolePolicyDocument/Statement/0/Principal/Service")
                            .asText())
                    .isEqualTo("lambda.amazonaws.com");
            assertThat(function.path("Properties").has("Policies"))
                    .as("%s: SAM's policy templates grant more than is used, write the statements.", id)
                    .isFalse();
        });
    }

    @Test
    void each_writes_json_into_a_log_of_its_own_that_ends_some_day() {
        assertThat(functions.keySet()).allSatisfy(id -> {
            var logging = template.ofFunction(id, "LoggingConfig");
            var group = logging.at("/LogGroup/Ref").asText();
            assertThat(template.ofType("AWS::Logs::LogGroup"))
                    .as("%s needs LoggingConfig.LogGroup: !Ref of a log group in this template.", id)
                    .containsKey(group);
            assertThat(logging.path("LogFormat").asText())
                    .as("%s: Lambda's own lines must be JSON too.", id)
                    .isEqualTo("JSON");
            assertThat(logging.path("ApplicationLogLevel").asText())
                    .as("%s: metrics are log lines of level INFO and would be dropped above it.", id)
                    .isIn("INFO", "DEBUG", "TRACE");
        });
        assertThat(template.ofType("AWS::Logs::LogGroup"))
                .allSatisfy((id, group) -> assertThat(
                                group.at("/Properties/RetentionInDays/Ref").asText())
                        .as("%s: logs end after LogRetentionDays.", id)
                        .isEqualTo("LogRetentionDays"));
    }

    @Test
    void a_functions_time_is_what_the_push_is_told_to_count_on() {
        assertThat(template.properties("PushCreditsFunction").path("Timeout").asInt())
                .as("Lambda's longest, 900 s: a push of 1,000,000 credits then needs seven calls.")
                .isEqualTo(900);
    }

    @Test
    void an_answer_of_the_api_comes_before_the_gateway_gives_up() {
        for (var id : List.of("WriteApiFunction", "ReadApiFunction")) {
            assertThat(template.properties(id).path("Timeout").asInt())
                    .as("%s: the gateway waits for 29 s.", id)
                    .isEqualTo(25);
        }
    }

    /** Each way in which the functions share the limit, by the parameters that decide it. */
    static List<Map<String, String>> deployments() {
        var ways = new ArrayList<Map<String, String>>();
        for (var api : List.of("ENABLED", "DISABLED")) {
            for (var scheduled : List.of("none", "pull", "comparison", "pull-and-comparison")) {
                ways.add(Map.of("ApiState", api, "AlsoScheduled", scheduled));
            }
        }
        return ways;
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void the_shares_of_the_tenants_limit_add_up_to_it_whatever_is_deployed(Map<String, String> parameters) {
        for (var limit : List.of("0", "10", "30", "100", "120", "1000", "99999")) {
            var shares = shares(parameters, limit);
            var sum = shares.values().stream().mapToInt(Integer::intValue).sum();

            assertThat(sum).as("%s of %s", shares, limit).isEqualTo(Integer.parseInt(limit));
            assertThat(shares)
                    .as("A share of 0 of %s would mean no limit at all.", limit)
                    .allSatisfy((id, share) ->
                            assertThat(share > 0 || limit.equals("0")).isTrue());
        }
    }

    @Test
    void the_push_has_what_the_others_leave() {
        assertThat(shares(Map.of("ApiState", "DISABLED"), "100"))
                .isEqualTo(Map.of("PushCreditsFunction", 92, "PullResultsFunction", 4, "ReconcileFunction", 4));
        assertThat(shares(Map.of(), "100"))
                .isEqualTo(Map.of(
                        "PushCreditsFunction",
                        80,
                        "PullResultsFunction",
                        4,
                        "ReconcileFunction",
                        4,
                        "WriteApiFunction",
                        6,
                        "ReadApiFunction",
                        6));
        assertThat(shares(Map.of("AlsoScheduled", "pull"), "100"))
                .containsEntry("PushCreditsFunction", 60)
                .containsEntry("PullResultsFunction", 24);
        assertThat(shares(Map.of("AlsoScheduled", "pull-and-comparison"), "100"))
                .containsEntry("PushCreditsFunction", 48)
                .containsEntry("ReconcileFunction", 16);
        assertThat(shares(Map.of("AlsoScheduled", "pull", "ApiState", "DISABLED"), "100"))
                .containsEntry("PushCreditsFunction", 72);
    }

    /** The share of each function that is deployed and calls IM. */
    private Map<String, Integer> shares(Map<String, String> parameters, String limit) {
        var all = new TreeMap<>(parameters);
        all.put("TenantRequestsPerMinute", limit);
        var deployment = new Deployment(template, all);
        var shares = new TreeMap<String, Integer>();
        functions.keySet().stream()
                .filter(deployment::has)
                // Its two requests, a few times a year, are let through by the 429 that anybody waits out.
                .filter(id -> !id.equals("RotateClientSecretFunction"))
                .filter(id -> deployment.environment(id).containsKey("IM_CLIENT_SECRET_ID"))
                .forEach(id -> shares.put(id, requestsPerMinute(deployment.environment(id))));
        return shares;
    }

    private static int requestsPerMinute(Map<String, String> environment) {
        return new SettingsReader(environment, path -> Map.of(), Clock.systemUTC())
                .read()
                .requestsPerMinute();
    }

    @Test
    void a_limit_that_could_not_be_shared_is_refused() {
        var limit = template.root().at("/Parameters/TenantRequestsPerMinute");

        assertThat(List.of("1", "9", "-1", "100000", "ten", ""))
                .noneMatch(value -> ParameterCheck.accepts(limit, value));
    }

    @Test
    void the_api_can_be_left_out_with_all_that_belongs_to_it() {
        var without = new Deployment(template, Map.of("ApiState", "DISABLED", "ApiAccessLog", "ENABLED"));
        var apis = template.section("Resources").keySet().stream()
                .filter(id -> id.startsWith("ImApi") || id.startsWith("WriteApi") || id.startsWith("ReadApi"))
                .toList();

        assertThat(apis).hasSizeGreaterThan(10).noneMatch(without::has);
        assertThat(functions.keySet().stream().filter(without::has).toList())
                .containsExactly(
                        "CheckNightFunction",
                        "PullResultsFunction",
                        "PushCreditsFunction",
                        "ReconcileFunction",
                        "RotateClientSecretFunction");
    }

    @Test
    void snapshots_are_off_unless_asked_for_and_then_of_versions_that_are_published_here() {
        assertThat(new Deployment(template, Map.of()).has("ReadApiVersion")).isFalse();
        var on = new Deployment(template, Map.of("ApiSnapStartRelease", "1.2.3"));
        for (var name : List.of("ReadApi", "WriteApi")) {
            assertThat(on.has(name + "Version")).isTrue();
            assertThat(on.has(name + "Alias")).isTrue();
            var applyOn = template.properties(name + "Function").at("/SnapStart/ApplyOn");
            assertThat(on.value(applyOn)).isEqualTo("PublishedVersions");
            assertThat(new Deployment(template, Map.of()).value(applyOn))
                    .as("%s: a property that is left out may stay what it was.", name)
                    .isEqualTo("None");
            assertThat(template.properties(name + "Function")
                                    .path("Description")
                                    .toString()
                            + template.properties(name + "Version").path("Description"))
                    .as(
                            "%s: a new ApiSnapStartRelease must change the function and its version, else none is published.",
                            name)
                    .containsPattern("ApiSnapStartRelease.*ApiSnapStartRelease");
            assertThat(template.properties(name + "Permission")
                            .path("FunctionName")
                            .toString())
                    .contains("\"StartsFromSnapshots\"", name + "Alias", name + "Function");
        }
    }

    @Test
    void out_of_memory_every_function_ends_at_once_rather_than_wait_for_a_thread_that_is_gone() {
        assertThat(functions.keySet())
                .allSatisfy(id -> assertThat(new Deployment(template, Map.of()).environment(id))
                        .as(id)
                        .containsEntry("JAVA_TOOL_OPTIONS", "-XX:+ExitOnOutOfMemoryError"));
    }
}
