package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The template in each kind of account: whatever its parameters leave out, nothing else counts on. */
class AccountsTest {

    private final Template template = Translated.ofTheRepository().whole(Template.ofTheRepository());

    @ParameterizedTest
    @MethodSource("dev.imconnector.cli.template.Accounts#every")
    void nothing_refers_to_what_is_not_made(Map<String, String> parameters) {
        var account = new Deployment(template, parameters);
        var made = made(account);
        var known = new TreeSet<>(made.keySet());
        known.addAll(template.section("Parameters").keySet());
        var parts = new TreeMap<>(made);
        template.section("Outputs").forEach((id, output) -> {
            if (account.has(output)) {
                parts.put("Output " + id, output);
            }
        });

        parts.forEach((id, part) -> assertThat(References.in(account.settled(part)))
                .as("%s, with %s", id, parameters)
                .isSubsetOf(known));
    }

    private Map<String, JsonNode> made(Deployment account) {
        var made = new TreeMap<>(template.section("Resources"));
        made.values().removeIf(resource -> !account.has(resource));
        return made;
    }

    @Test
    void every_condition_is_tried_both_ways() {
        var probes = new HashMap<String, JsonNode>();
        template.section("Conditions").keySet().forEach(condition -> {
            var probe = JsonNodeFactory.instance.objectNode();
            probes.put(condition, probe.put("Condition", condition));
        });
        var deployments = Accounts.eachBranch().stream()
                .map(parameters -> new Deployment(template, parameters))
                .toList();

        assertThat(probes).allSatisfy((condition, probe) -> {
            assertThat(deployments.stream().anyMatch(d -> d.has(probe)))
                    .as("%s is never true: teach Accounts the parameter.", condition)
                    .isTrue();
            assertThat(deployments.stream().allMatch(d -> d.has(probe)))
                    .as("%s is never false: teach Accounts the parameter.", condition)
                    .isFalse();
        });
    }

    @Test
    void what_the_company_brings_along_is_not_made_a_second_time() {
        var made = made(new Deployment(template, Accounts.ofACompany())).keySet();

        assertThat(made)
                .contains("PushCreditsFunction", "CreditPushWorkflow")
                .doesNotContain("DataBucket", "DataBucketPolicy", "WriterClientSecret", "ReaderClientSecret");
    }

    @Test
    void in_the_companys_account_everything_lies_in_its_bucket_and_reads_its_secrets() {
        var account = new Deployment(Template.ofTheRepository(), Accounts.ofACompany());
        var bucket = Accounts.ofACompany().get("ExistingDataBucketName");

        assertThat(account.environment("PushCreditsFunction"))
                .containsEntry("RUNS_LOCATION", "s3://" + bucket + "/runs")
                .containsEntry("CREDITS_LOCATION", "s3://" + bucket + "/exports/{date}/")
                .containsEntry("IM_CLIENT_SECRET_ID", Accounts.ofACompany().get("ExistingWriterSecretArn"));
        assertThat(account.environment("PullResultsFunction"))
                .containsEntry("RESULTS_LOCATION", "s3://" + bucket + "/results")
                .containsEntry("IM_CLIENT_SECRET_ID", Accounts.ofACompany().get("ExistingReaderSecretArn"));
        assertThat(s3Resources(account))
                .isNotEmpty()
                .allSatisfy(resource -> assertThat(resource).startsWith("arn:Partition:s3:::" + bucket));
        assertThat(account.value(template.root().at("/Outputs/DataBucketName/Value")))
                .isEqualTo(bucket);
    }

    /** Of every role, the resources of its statements on S3. */
    private List<String> s3Resources(Deployment account) {
        return template.ofType("AWS::IAM::Role").values().stream()
                .map(account::settled)
                .flatMap(role -> Template.list(role.at("/Properties/Policies/0/PolicyDocument/Statement")).stream())
                .filter(statement -> statement.path("Action").toString().contains("\"s3:"))
                .flatMap(statement -> Template.list(statement.path("Resource")).stream())
                .map(account::value)
                .toList();
    }

    @Test
    void the_deployers_services_are_written_down() {
        var actions = Map.ofEntries(
                Map.entry("ApiGateway", "apigateway"),
                Map.entry("CloudWatch", "cloudwatch"),
                Map.entry("Events", "events"),
                Map.entry("IAM", "iam"),
                Map.entry("Lambda", "lambda"),
                Map.entry("Logs", "logs"),
                Map.entry("S3", "s3"),
                Map.entry("SNS", "sns"),
                Map.entry("SQS", "sqs"),
                Map.entry("SSM", "ssm"),
                Map.entry("Scheduler", "scheduler"),
                Map.entry("SecretsManager", "secretsmanager"),
                Map.entry("StepFunctions", "states"));
        var page = Repository.text(Repository.file("docs/deploy.md"));
        var rows = Stream.of(page.split("\n"))
                .filter(line -> line.startsWith("| `"))
                .toList();

        template.section("Resources").values().stream()
                .map(resource -> resource.path("Type").asText().split("::")[1])
                .distinct()
                .forEach(service -> {
                    assertThat(actions).containsKey(service);
                    assertThat(rows)
                            .as("docs/deploy.md: what the deployer needs of %s", service)
                            .anyMatch(row -> row.split("\\|")[1].contains("`" + actions.get(service) + "`"));
                });
    }
}
