package dev.imconnector.cli.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What im check --stack says of a stack that lacks one thing after the other. */
class ReadinessTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant NIGHT = Instant.parse("2026-11-23T04:15:00Z");
    private static final String SECRET_CHECK = "lambda rotate";
    private static final String DRY_RUN = "lambda push";

    private static final String QUEUE = "{\"Endpoint\":\"arn:queue\",\"SubscriptionArn\":\"arn:sns:1\"}";
    private static final String MAIL_UNCONFIRMED =
            "{\"Endpoint\":\"nights@example.com\",\"SubscriptionArn\":\"PendingConfirmation\"}";

    private String alertsEmail = "nights@example.com";
    private final Map<String, String> answers = new HashMap<>();
    private final List<JsonNode> events = new ArrayList<>();

    /** Answers as AWS does, by the first two words of a command, or by the function that it invokes. */
    private final AwsCli aws = arguments -> {
        var what = arguments.get(0) + " " + arguments.get(1);
        if (what.equals("lambda invoke")) {
            var payload = arguments.get(arguments.indexOf("--payload") + 1).substring("fileb://".length());
            events.add(json(Path.of(payload)));
            write(Path.of(arguments.get(arguments.size() - 1)), answer("lambda " + arguments.get(3)));
            return json("{\"StatusCode\":200}");
        }
        return json(answer(what));
    };

    private String answer(String what) {
        var answer = answers.get(what);
        if (answer == null) {
            throw AwsCliException.refused(what, "An error occurred (AccessDenied)");
        }
        return answer;
    }

    @BeforeEach
    void a_stack_that_is_ready() {
        stack("ENABLED", "config/mapping.yaml");
        answers.put(SECRET_CHECK, "{\"outcome\":\"ACCEPTED\",\"versionId\":\"v1\"}");
        answers.put(
                DRY_RUN,
                "{\"status\":\"COMPLETED\",\"dryRun\":true,\"toSend\":115,\"rejected\":5,"
                        + "\"input\":[{\"uri\":\"s3://b/exports/x\"}],\"totals\":["
                        + "{\"currencyCode\":\"USD\",\"outcome\":\"TO_SEND\",\"count\":115,\"amount\":2834695.90},"
                        + "{\"currencyCode\":\"USD\",\"outcome\":\"REJECTED\",\"count\":5,\"amount\":1}]}");
        answers.put(
                "cloudformation describe-stack-resource",
                "{\"StackResourceDetail\":{\"PhysicalResourceId\":\"stack-nightly\"}}");
        answers.put("scheduler get-schedule", "{\"State\":\"ENABLED\"}");
        answers.put(
                "sns list-subscriptions-by-topic",
                "{\"Subscriptions\":[{\"Endpoint\":\"nights@example.com\",\"SubscriptionArn\":\"arn:sns:1\"}]}");
        answers.put("sns get-subscription-attributes", "{\"Attributes\":{\"PendingConfirmation\":\"false\"}}");
    }

    private void stack(String schedule, String mapping) {
        answers.put("cloudformation describe-stacks", """
                {"Stacks":[{"StackStatus":"UPDATE_COMPLETE",
                 "Parameters":[{"ParameterKey":"PushScheduleState","ParameterValue":"%s"},
                               {"ParameterKey":"AlertsEmail","ParameterValue":"%s"},
                               {"ParameterKey":"ImTokenUrl","ParameterValue":"https://t/token"},
                               {"ParameterKey":"ImApiUrl","ParameterValue":"https://t/api/v2"},
                               {"ParameterKey":"CreditMappingKey","ParameterValue":"%s"}],
                 "Outputs":[{"OutputKey":"WriterClientSecretId","OutputValue":"writer"},
                            {"OutputKey":"ReaderClientSecretId","OutputValue":"reader"},
                            {"OutputKey":"RotateClientSecretFunctionName","OutputValue":"rotate"},
                            {"OutputKey":"PushCreditsFunctionName","OutputValue":"push"},
                            {"OutputKey":"DataBucketName","OutputValue":"b"},
                            {"OutputKey":"CreditsLocation","OutputValue":"s3://b/exports/{date}/"},
                            {"OutputKey":"AlertsTopicArn","OutputValue":"arn:topic"}]}]}
                """.formatted(schedule, alertsEmail, mapping));
    }

    private List<Finding> ask() throws InterruptedException {
        return new Readiness(aws, Clock.fixed(NIGHT, ZoneOffset.UTC)).of("im-connector-prod", NIGHT, Optional.empty());
    }

    private void misses(String name, String message) throws InterruptedException {
        assertThat(ask()).filteredOn(finding -> !finding.ok()).isNotEmpty().anySatisfy(finding -> {
            assertThat(finding.name()).isEqualTo(name);
            assertThat(finding.missing().message()).contains(message);
            assertThat(finding.missing().fix()).isNotBlank();
        });
    }

    @Test
    void a_stack_that_has_everything_is_ready() throws InterruptedException {
        assertThat(ask()).allSatisfy(finding -> assertThat(finding.ok()).isTrue());
        assertThat(ask())
                .extracting(Finding::name)
                .containsExactly("stack", "writer", "reader", "mapping", "export", "schedule", "mail");
    }

    @Test
    void the_export_is_looked_for_by_a_dry_run_of_that_night_which_sends_nothing() throws InterruptedException {
        ask();

        var run = events.get(events.size() - 1);
        assertThat(run.path("dryRun").asBoolean()).isTrue();
        assertThat(run.path("scheduledTime").asText()).isEqualTo(NIGHT.toString());
        assertThat(run.path("runId").asText()).startsWith("check-");
    }

    @Test
    void what_the_night_would_send_is_told_beside_the_export() throws InterruptedException {
        assertThat(ask())
                .filteredOn(finding -> finding.name().equals("export"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.detail())
                        .isEqualTo("1 file(s) under s3://b/exports/{date}/: 115 credits would be sent (2834695.90 USD),"
                                + " 5 rejected"));
    }

    @Test
    void a_client_that_im_refuses_is_named_with_its_fix() throws InterruptedException {
        answers.put(
                SECRET_CHECK,
                "{\"outcome\":\"FAILED\",\"error\":{\"code\":\"CLIENT_REJECTED\",\"message\":\"no\",\"fix\":\"mend\"}}");

        misses("writer", "no");
        misses("reader", "no");
    }

    @Test
    void what_a_client_was_seen_to_read_is_told_and_where_it_was_accepted() throws InterruptedException {
        answers.put(
                SECRET_CHECK,
                "{\"outcome\":\"ACCEPTED\",\"versionId\":\"v1\",\"reads\":[\"calendars\",\"salesOrders\"]}");

        assertThat(detail("writer")).isEqualTo("accepted at https://t/token; reads calendars, salesOrders");

        answers.put(
                "cloudformation describe-stacks",
                answer("cloudformation describe-stacks").replace("https://t/token", "none"));

        assertThat(detail("reader")).startsWith("accepted at https://t/api/v2;");
    }

    private String detail(String name) throws InterruptedException {
        return ask().stream()
                .filter(finding -> finding.name().equals(name))
                .findFirst()
                .orElseThrow()
                .detail();
    }

    @Test
    void a_function_that_dies_is_named() throws InterruptedException {
        answers.put(SECRET_CHECK, "{\"errorMessage\":\"Task timed out after 60.00 seconds\"}");

        misses("writer", "Task timed out");
    }

    @Test
    void a_mapping_that_cannot_be_read_is_named() throws InterruptedException {
        answers.put(
                DRY_RUN,
                "{\"status\":\"FAILED\",\"error\":{\"code\":\"MAPPING_MISSING\",\"message\":\"not there\",\"fix\":\"put\"}}");

        misses("mapping", "not there");
    }

    @Test
    void an_export_that_is_not_there_is_named_with_where_it_is_expected() throws InterruptedException {
        answers.put(DRY_RUN, "{\"status\":\"INCOMPLETE\",\"waiting\":{\"reason\":\"INPUT\"}}");

        misses("export", "INPUT");
        assertThat(ask())
                .filteredOn(finding -> finding.name().equals("export"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.missing().fix()).contains("s3://b/exports/{date}/"));
    }

    @Test
    void a_mapping_is_looked_for_also_while_there_is_no_export_to_read_it_for() throws InterruptedException {
        answers.put(DRY_RUN, "{\"status\":\"INCOMPLETE\",\"waiting\":{\"reason\":\"INPUT\"}}");
        answers.put("s3api list-objects-v2", "{\"Contents\":[{\"Key\":\"config/mapping.yaml.old\"}]}");

        misses("mapping", "no config/mapping.yaml in the bucket b");

        answers.put("s3api list-objects-v2", "{\"Contents\":[{\"Key\":\"config/mapping.yaml\"}]}");
        assertThat(ask())
                .filteredOn(finding -> finding.name().equals("mapping"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.ok()).isTrue());
    }

    @Test
    void a_night_that_is_off_is_named() throws InterruptedException {
        stack("DISABLED", "");

        misses("schedule", "PushScheduleState is DISABLED");
    }

    @Test
    void a_schedule_that_somebody_has_disabled_is_named() throws InterruptedException {
        answers.put("scheduler get-schedule", "{\"State\":\"DISABLED\"}");

        misses("schedule", "disabled the schedule itself");
    }

    @Test
    void a_mail_that_nobody_has_confirmed_is_named() throws InterruptedException {
        answers.put(
                "sns list-subscriptions-by-topic",
                "{\"Subscriptions\":[{\"Endpoint\":\"nights@example.com\",\"SubscriptionArn\":\"PendingConfirmation\"}]}");

        misses("mail", "nights@example.com has not confirmed");

        answers.put(
                "sns list-subscriptions-by-topic",
                "{\"Subscriptions\":[{\"Endpoint\":\"nights@example.com\",\"SubscriptionArn\":\"arn:sns:1\"}]}");
        answers.put("sns get-subscription-attributes", "{\"Attributes\":{\"PendingConfirmation\":\"true\"}}");
        misses("mail", "nights@example.com has not confirmed");

        answers.put("sns list-subscriptions-by-topic", "{\"Subscriptions\":[]}");
        misses("mail", "no subscription");
    }

    @Test
    void a_queue_that_gets_the_alerts_does_not_hide_that_AlertsEmail_is_unconfirmed() throws InterruptedException {
        subscriptions(QUEUE, MAIL_UNCONFIRMED);
        misses("mail", "nights@example.com has not confirmed");
        assertThat(ask())
                .filteredOn(finding -> !finding.ok())
                .singleElement()
                .satisfies(finding -> assertThat(finding.missing().message()).doesNotContain("arn:queue"));

        subscriptions(MAIL_UNCONFIRMED, QUEUE);
        misses("mail", "nights@example.com has not confirmed");
    }

    @Test
    void a_queue_is_enough_where_AlertsEmail_is_none_or_was_confirmed_too() throws InterruptedException {
        subscriptions(
                MAIL_UNCONFIRMED, QUEUE, "{\"Endpoint\":\"nights@example.com\",\"SubscriptionArn\":\"arn:sns:2\"}");
        assertThat(ask()).allSatisfy(finding -> assertThat(finding.ok()).isTrue());

        alertsEmail = "none";
        stack("ENABLED", "config/mapping.yaml");
        subscriptions(MAIL_UNCONFIRMED, QUEUE);
        assertThat(ask()).allSatisfy(finding -> assertThat(finding.ok()).isTrue());
    }

    private void subscriptions(String... subscriptions) {
        answers.put("sns list-subscriptions-by-topic", "{\"Subscriptions\":[" + String.join(",", subscriptions) + "]}");
    }

    @Test
    void a_crm_that_may_not_write_is_named() throws InterruptedException {
        answers.put("iam simulate-principal-policy", "{\"EvaluationResults\":[{\"EvalDecision\":\"implicitDeny\"}]}");

        assertThat(new Readiness(aws, Clock.fixed(NIGHT, ZoneOffset.UTC))
                        .of("s", NIGHT, Optional.of("arn:aws:iam::1:role/crm")))
                .filteredOn(finding -> finding.name().equals("crm"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.missing().message()).contains("implicitDeny"));
    }

    @Test
    void what_may_not_be_asked_is_missing_and_the_rest_is_asked_all_the_same() throws InterruptedException {
        answers.remove("sns list-subscriptions-by-topic");

        misses("mail", "AccessDenied");
        assertThat(ask()).filteredOn(finding -> !finding.ok()).hasSize(1);
    }

    @Test
    void a_stack_that_is_not_there_is_an_error() {
        answers.remove("cloudformation describe-stacks");

        assertThatThrownBy(this::ask).isInstanceOf(AwsCliException.class).hasMessageContaining("AccessDenied");
    }

    @Test
    void a_program_that_is_not_there_is_an_error() {
        assertThatThrownBy(() -> new AwsProgram(List.of("no-such-aws"), Map.of()).run("sts", "get-caller-identity"))
                .isInstanceOfSatisfying(
                        AwsCliException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("AWS_CLI_MISSING"));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
