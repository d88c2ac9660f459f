package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

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
    void the_shares_of_the_tenants_limit_never_add_up_to_more_than_it() {
        var shares = template.root().at("/Mappings/RequestsPerMinute");
        var limits = new ArrayList<String>();
        shares.properties().forEach(row -> {
            limits.add(row.getKey());
            var limit = Integer.parseInt(row.getKey());
            var sum = 0;
            for (var share : row.getValue()) {
                assertThat(share.asInt() > 0 || limit == 0)
                        .as("A share of 0 in row %s would mean no limit at all.", row.getKey())
                        .isTrue();
                sum += share.asInt();
            }
            assertThat(sum)
                    .as("The shares of row %s must add up to no more than it.", row.getKey())
                    .isLessThanOrEqualTo(limit)
                    .isGreaterThanOrEqualTo(limit * 9 / 10);
        });

        var allowed = new ArrayList<String>();
        template.root().at("/Parameters/TenantRequestsPerMinute/AllowedValues").forEach(v -> allowed.add(v.asText()));
        assertThat(limits)
                .as("Mapping RequestsPerMinute needs a row for each allowed TenantRequestsPerMinute, and no other.")
                .containsExactlyElementsOf(allowed);
    }

    @Test
    void every_function_has_its_share() {
        assertThat(functions.keySet()).allSatisfy(id -> {
            var share = template.ofFunction(id, "Environment").at("/Variables/IM_REQUESTS_PER_MINUTE/Fn::FindInMap");
            assertThat(share.isArray())
                    .as("%s needs IM_REQUESTS_PER_MINUTE from the mapping RequestsPerMinute.", id)
                    .isTrue();
            assertThat(List.of(share.get(0).asText(), share.get(1).path("Ref").asText()))
                    .containsExactly("RequestsPerMinute", "TenantRequestsPerMinute");
            assertThat(template.root()
                            .at("/Mappings/RequestsPerMinute/100")
                            .has(share.get(2).asText()))
                    .as("%s: the mapping RequestsPerMinute needs the column %s.", id, share.get(2))
                    .isTrue();
        });
    }
}
