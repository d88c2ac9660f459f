package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.run.InvocationTimes;
import dev.imconnector.time.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What SAM makes of the template, adds to it by itself and must have left out, in its translator's own words. */
class TranslatedTemplateTest {

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    /** The defaults of connect-timeout-seconds and request-timeout-seconds. */
    private static final Duration ONE_REQUEST = Duration.ofSeconds(5 + 30);

    private final Template template = Template.ofTheRepository();
    private final Translated translated = Translated.ofTheRepository();
    private final Map<String, JsonNode> functions = translated.ofType("AWS::Lambda::Function");

    @Test
    void each_function_becomes_a_function_with_its_schedules_and_the_api_an_api_with_its_one_stage() {
        var expected = new TreeSet<>(Set.of("ImApi", "ImApiDeploymentOfThatTime", "ImApiv1Stage"));
        for (var type : List.of("AWS::Serverless::Function", "AWS::Serverless::StateMachine")) {
            template.ofType(type).forEach((id, resource) -> {
                expected.add(id);
                resource.at("/Properties/Events").fieldNames().forEachRemaining(event -> expected.add(id + event));
                if (resource.at("/Properties").has("EventInvokeConfig")) {
                    expected.add(id + "EventInvokeConfig");
                }
            });
        }

        assertThat(translated.resources().keySet()).containsExactlyElementsOf(expected);
    }

    @Test
    void sam_adds_no_role_no_policy_no_permission_and_no_alias_so_that_the_templates_own_are_all_there_are() {
        var types = new TreeSet<String>();
        translated
                .resources()
                .values()
                .forEach(resource -> types.add(resource.path("Type").asText()));

        assertThat(types)
                .containsExactly(
                        "AWS::ApiGateway::Deployment",
                        "AWS::ApiGateway::RestApi",
                        "AWS::ApiGateway::Stage",
                        "AWS::Lambda::EventInvokeConfig",
                        "AWS::Lambda::Function",
                        "AWS::Scheduler::Schedule",
                        "AWS::StepFunctions::StateMachine");
    }

    @Test
    void a_function_has_its_own_properties_over_those_of_all_functions() {
        assertThat(functions.keySet())
                .isEqualTo(template.ofType("AWS::Serverless::Function").keySet());
        for (var property : List.of(
                "Handler",
                "Runtime",
                "Timeout",
                "MemorySize",
                "Role",
                "LoggingConfig",
                "VpcConfig",
                "Environment",
                "Architectures",
                "ReservedConcurrentExecutions",
                "SnapStart")) {
            assertThat(functions)
                    .allSatisfy((id, function) -> assertThat(function.at("/Properties/" + property))
                            .as("%s.%s", id, property)
                            .isEqualTo(template.ofFunction(id, property)));
        }
    }

    @Test
    void what_sam_makes_says_which_application_it_belongs_to() {
        for (var type :
                List.of("AWS::Lambda::Function", "AWS::StepFunctions::StateMachine", "AWS::ApiGateway::Stage")) {
            assertThat(translated.ofType(type))
                    .isNotEmpty()
                    .allSatisfy((id, resource) -> assertThat(
                                    resource.at("/Properties/Tags").toString())
                            .as(id)
                            .contains("{\"Key\":\"application\",\"Value\":\"im-connector\"}"));
        }
    }

    @Test
    void a_function_that_nobody_waits_for_is_tried_again_as_often_as_the_template_says() {
        assertThat(translated.ofType("AWS::Lambda::EventInvokeConfig"))
                .hasSameSizeAs(functions)
                .allSatisfy((id, settings) -> {
                    var function = settings.at("/Properties/FunctionName/Ref").asText();
                    assertThat(settings.at("/Properties/Qualifier").asText())
                            .as("%s: nothing is called by another version.", id)
                            .isEqualTo("$LATEST");
                    assertThat(settings.at("/Properties/MaximumRetryAttempts"))
                            .as(id)
                            .isEqualTo(template.properties(function).at("/EventInvokeConfig/MaximumRetryAttempts"));
                });
    }

    @Test
    void a_schedule_has_no_name_of_its_own_and_runs_in_the_one_zone_with_its_queue_and_few_retries() {
        var schedules = translated.ofType("AWS::Scheduler::Schedule");

        assertThat(schedules).containsKeys("CreditPushWorkflowNightly", "CheckNightFunctionDueBy");
        assertThat(schedules).allSatisfy((id, resource) -> {
            var schedule = resource.path("Properties");
            assertThat(schedule.has("Name") || schedule.has("GroupName"))
                    .as("%s: OmitName must leave it to CloudFormation, else two stacks fight over it.", id)
                    .isFalse();
            assertThat(schedule.at("/ScheduleExpressionTimezone/Ref").asText())
                    .as(id)
                    .isEqualTo("TimeZone");
            assertThat(schedule.at("/FlexibleTimeWindow/Mode").asText()).as(id).isEqualTo("OFF");
            assertThat(schedule.path("State").toString())
                    .as("%s: a parameter says whether it starts anything.", id)
                    .isIn(
                            "{\"Ref\":\"PushScheduleState\"}",
                            "{\"Fn::If\":[\"PullsNightly\",\"ENABLED\",\"DISABLED\"]}",
                            "{\"Fn::If\":[\"ReconcilesByItself\",\"ENABLED\",\"DISABLED\"]}");
            var target = schedule.path("Target");
            assertThat(target.at("/RoleArn").toString())
                    .as(id)
                    .isEqualTo("{\"Fn::GetAtt\":[\"ScheduleRole\",\"Arn\"]}");
            assertThat(target.at("/DeadLetterConfig/Arn").toString())
                    .as(id)
                    .isEqualTo("{\"Fn::GetAtt\":[\"UndeliveredQueue\",\"Arn\"]}");
            assertThat(target.at("/RetryPolicy/MaximumRetryAttempts").asInt())
                    .as(id)
                    .isBetween(1, 20);
            assertThat(target.at("/RetryPolicy/MaximumEventAgeInSeconds").asInt())
                    .as("%s: a start that is hours late is the next night's business.", id)
                    .isBetween(60, 7200);
            assertThat(target.path("Input").toString())
                    .as("%s: it says for which night it is.", id)
                    .contains("{\\\"scheduledTime\\\":\\\"<aws.scheduler.scheduled-time>\\\"");
            assertThat(References.in(target.path("Arn")))
                    .as("%s: what it starts, it may start.", id)
                    .isSubsetOf(References.in(template.properties("SchedulePolicy")));
        });
    }

    @Test
    void a_workflow_has_the_templates_role_logs_its_errors_and_no_data() {
        assertThat(translated.ofType("AWS::StepFunctions::StateMachine"))
                .isNotEmpty()
                .allSatisfy((id, resource) -> {
                    var machine = resource.path("Properties");
                    assertThat(machine.at("/RoleArn/Fn::GetAtt/0").asText()).isEqualTo(id + "Role");
                    assertThat(machine.path("StateMachineType").asText()).isEqualTo("STANDARD");
                    assertThat(machine.at("/LoggingConfiguration/Level").asText())
                            .isEqualTo("ERROR");
                    assertThat(machine.at("/LoggingConfiguration/IncludeExecutionData")
                                    .asText())
                            .as("%s: its data names participants.", id)
                            .isEqualTo("false");
                    assertThat(machine.at(
                                            "/LoggingConfiguration/Destinations/0/CloudWatchLogsLogGroup/LogGroupArn/Fn::GetAtt/0")
                                    .asText())
                            .isEqualTo(id + "LogGroup");
                });
    }

    @Test
    void the_api_is_the_templates_definition_with_one_stage_that_throttles_every_route() {
        assertThat(translated.properties("ImApi").path("Body").asText())
                .as("SAM changes nothing of it, so that every route's authorisation is the one that ApiTest sees.")
                .isEqualTo("(DefinitionBody as it is)");
        assertThat(translated.properties("ImApi").has("ApiKeySourceType")).isFalse();

        var stage = translated.properties("ImApiv1Stage");
        assertThat(stage.path("StageName").asText()).isEqualTo("v1");
        assertThat(stage.path("MethodSettings")).hasSize(1);
        var all = stage.at("/MethodSettings/0");
        assertThat(all.path("ResourcePath").asText() + " "
                        + all.path("HttpMethod").asText())
                .isEqualTo("/* *");
        assertThat(all.at("/ThrottlingRateLimit/Ref").asText()).isEqualTo("ApiRequestsPerSecond");
        assertThat(all.path("ThrottlingBurstLimit").asInt()).isEqualTo(10);
        assertThat(all.path("DataTraceEnabled").asText()).isEqualTo("false");
        assertThat(stage.path("CacheClusterEnabled").asBoolean()).isFalse();
    }

    @Test
    void the_api_answers_everywhere_or_behind_the_endpoints_that_are_named_alone() {
        var api = translated.whole(template).properties("ImApi");
        var open = new Deployment(template, Map.of()).settled(api);
        var closed = new Deployment(template, Map.of("ApiVpcEndpointIds", "vpce-0123456789abcdef0")).settled(api);

        assertThat(open.path("EndpointConfiguration").toString()).isEqualTo("{\"Types\":[\"REGIONAL\"]}");
        assertThat(open.path("Body").has("x-amazon-apigateway-policy")).isFalse();
        assertThat(closed.path("EndpointConfiguration").toString())
                .isEqualTo("{\"Types\":[\"PRIVATE\"],\"VpcEndpointIds\":{\"Ref\":\"ApiVpcEndpointIds\"}}");
        var policy = closed.at("/Body/x-amazon-apigateway-policy/Statement");
        assertThat(policy).hasSize(2);
        assertThat(policy.at("/0/Principal").toString())
                .as("The account and not everybody: callers need rights of their own.")
                .isEqualTo("{\"AWS\":{\"Fn::Sub\":\"arn:${AWS::Partition}:iam::${AWS::AccountId}:root\"}}");
        assertThat(policy.at("/1/Effect").asText()).isEqualTo("Deny");
        assertThat(policy.at("/1/Condition").toString())
                .isEqualTo("{\"StringNotEquals\":{\"aws:SourceVpce\":{\"Ref\":\"ApiVpcEndpointIds\"}}}");
    }

    @Test
    void a_functions_time_is_more_than_the_code_keeps_back_of_it() {
        assertThat(functions).allSatisfy((id, function) -> {
            var timeout = Duration.ofSeconds(function.at("/Properties/Timeout").asLong());
            var times = InvocationTimes.of(new Deadline(CLOCK.instant().plus(timeout)), CLOCK);
            var mayBegin = times.begin().remaining(CLOCK);
            if (timeout.equals(Duration.ofMinutes(15))) {
                assertThat(mayBegin)
                        .as("%s: a request may take its whole time many times over.", id)
                        .isGreaterThan(ONE_REQUEST.multipliedBy(10));
            } else {
                assertThat(mayBegin)
                        .as("%s: there is time for a token and an answer.", id)
                        .isGreaterThan(Duration.ofSeconds(15));
            }
            assertThat(timeout.minus(times.end().remaining(CLOCK)))
                    .as("%s: there is time for the last write and the answer.", id)
                    .isGreaterThan(Duration.ofSeconds(3));
        });
    }

    @Test
    void the_gateway_waits_longer_than_its_functions_may_take() {
        var waits = new ArrayList<Integer>();
        Template.visit(template.properties("ImApi"), "", (path, node) -> {
            if (node.path("type").asText().equals("aws_proxy")) {
                waits.add(node.path("timeoutInMillis").asInt());
            }
        });
        var longest = functions.keySet().stream()
                .filter(id -> id.endsWith("ApiFunction"))
                .mapToInt(id -> translated.properties(id).path("Timeout").asInt())
                .max();

        assertThat(longest).isPresent();
        assertThat(waits).isNotEmpty().allMatch(wait -> wait > longest.getAsInt() * 1000);
    }

    /** AWS's own metrics, from its documentation, with the dimensions under which they are kept. */
    private static final Map<String, Set<String>> METRICS_OF_AWS = Map.of(
            "AWS/Lambda Errors", Set.of("FunctionName"),
            "AWS/Lambda Throttles", Set.of("FunctionName"),
            "AWS/Lambda Duration", Set.of("FunctionName"),
            "AWS/SQS ApproximateNumberOfMessagesVisible", Set.of("QueueName"),
            "AWS/ApiGateway 5XXError", Set.of("ApiName", "Stage"));

    @Test
    void an_alarm_on_a_metric_of_AWS_watches_one_that_exists_of_a_resource_that_is_made() {
        var api = translated.properties("ImApi").path("Name");
        var stage = translated.properties("ImApiv1Stage").path("StageName");
        var watched = new TreeSet<String>();
        template.ofType("AWS::CloudWatch::Alarm")
                .forEach((id, alarm) -> Template.visit(alarm, id, (path, node) -> {
                    if (!node.path("Namespace").asText().startsWith("AWS/")) {
                        return;
                    }
                    var metric = node.path("Namespace").asText() + " "
                            + node.path("MetricName").asText();
                    var dimensions = new TreeMap<String, JsonNode>();
                    node.path("Dimensions")
                            .forEach(d -> dimensions.put(d.path("Name").asText(), d.path("Value")));
                    assertThat(METRICS_OF_AWS).as(path).containsKey(metric);
                    assertThat(dimensions.keySet()).as(path).isEqualTo(METRICS_OF_AWS.get(metric));
                    watched.add(metric);
                    dimensions.forEach((name, value) -> {
                        switch (name) {
                            case "FunctionName" ->
                                assertThat(functions)
                                        .as(path)
                                        .containsKey(value.path("Ref").asText());
                            case "QueueName" ->
                                assertThat(value.toString())
                                        .as(path)
                                        .isEqualTo("{\"Fn::GetAtt\":[\"UndeliveredQueue\",\"QueueName\"]}");
                            case "ApiName" ->
                                assertThat(api.path("Fn::Sub").asText())
                                        .as("%s: the API's name, which is the stack's", path)
                                        .isEqualTo("${" + value.path("Ref").asText() + "}");
                            default -> assertThat(value).as(path).isEqualTo(stage);
                        }
                    });
                }));

        assertThat(watched).isEqualTo(METRICS_OF_AWS.keySet());
    }
}
