package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What holds for the template as a whole, whatever is added to it. */
class TemplateTest {

    /** Properties by which a resource gets a name that two stacks in one account would fight over. */
    private static final Set<String> PHYSICAL_NAMES = Set.of(
            "BucketName",
            "FunctionName",
            "QueueName",
            "TopicName",
            "RoleName",
            "LogGroupName",
            "Name",
            "AlarmName",
            "DashboardName",
            "ApiName");

    /** What is named within a function, or after one. */
    private static final Set<String> OF_A_FUNCTION =
            Set.of("AWS::Lambda::Alias", "AWS::Lambda::Version", "AWS::Lambda::Permission");

    private final Template template = Template.ofTheRepository();

    @Test
    void every_reference_names_something_that_exists() {
        var known = new TreeSet<>(template.section("Resources").keySet());
        known.addAll(template.section("Parameters").keySet());

        var dangling = new ArrayList<String>();
        for (var section : List.of("Globals", "Resources", "Outputs", "Conditions")) {
            template.section(section)
                    .forEach((id, part) -> References.in(part).stream()
                            .filter(name -> !known.contains(name))
                            .forEach(name -> dangling.add(id + " refers to " + name + ": add it or mend the name.")));
        }

        assertThat(dangling).isEmpty();
    }

    @Test
    void nothing_is_null_which_cloudformation_does_not_take() {
        Template.visit(
                template.root(),
                "",
                (path, node) ->
                        assertThat(node.isNull()).as("%s is null.", path).isFalse());
    }

    @Test
    void every_parameter_is_used() {
        var used = References.in(template.root());

        assertThat(template.section("Parameters").keySet())
                .allSatisfy(parameter -> assertThat(used)
                        .as("Parameter %s changes nothing: use it or take it out.", parameter)
                        .contains(parameter));
    }

    @Test
    void every_condition_is_used() {
        var used = new TreeSet<String>();
        Template.visit(template.root(), "", (path, node) -> {
            if (node.path("Fn::If").isArray()) {
                used.add(node.path("Fn::If").get(0).asText());
            }
            if (node.path("Condition").isTextual()) {
                used.add(node.path("Condition").asText());
            }
        });

        assertThat(used)
                .as("Conditions used (left) and defined must be the same.")
                .containsExactlyInAnyOrderElementsOf(
                        template.section("Conditions").keySet());
    }

    @Test
    void every_parameter_is_described_and_checked() {
        var bad = new ArrayList<String>();
        template.section("Parameters").forEach((id, parameter) -> {
            if (parameter.path("Description").asText().length() < 20) {
                bad.add(id + " needs a Description that a person who deploys understands.");
            }
            if (!isChecked(parameter)) {
                bad.add(id + " takes anything: give it AllowedValues, an AllowedPattern or bounds.");
            }
        });

        assertThat(bad).isEmpty();
    }

    private static boolean isChecked(JsonNode parameter) {
        return parameter.has("AllowedValues")
                || parameter.has("AllowedPattern")
                || parameter.has("MinValue") && parameter.has("MaxValue")
                || parameter.has("MinLength") && parameter.has("MaxLength");
    }

    @Test
    void every_parameter_appears_once_in_the_deployment_form() {
        var shown = new ArrayList<String>();
        template.root()
                .at("/Metadata/AWS::CloudFormation::Interface/ParameterGroups")
                .forEach(group -> group.path("Parameters").forEach(p -> shown.add(p.asText())));

        assertThat(shown)
                .as("Put each parameter into one of Metadata's ParameterGroups.")
                .containsExactlyInAnyOrderElementsOf(
                        template.section("Parameters").keySet());
    }

    @Test
    void no_resource_has_a_name_that_a_second_stack_would_want_too() {
        var fixed = new ArrayList<String>();
        template.section("Resources").forEach((id, resource) -> {
            if (OF_A_FUNCTION.contains(resource.path("Type").asText())) {
                return;
            }
            for (var property : PHYSICAL_NAMES) {
                var name = resource.path("Properties").path(property);
                if (!name.isMissingNode() && !name.toString().contains("${AWS::StackName}")) {
                    fixed.add(id + "." + property + " is fixed: leave it out, or put ${AWS::StackName} into it.");
                }
            }
        });

        assertThat(fixed).isEmpty();
    }

    @Test
    void what_cannot_be_made_again_outlives_the_stack() {
        var kept = new TreeSet<>(template.ofType("AWS::S3::Bucket").keySet());
        kept.addAll(template.ofType("AWS::SecretsManager::Secret").keySet());

        assertThat(kept).contains("DataBucket", "WriterClientSecret", "ReaderClientSecret");
        assertThat(kept).allSatisfy(id -> {
            assertThat(template.resource(id).path("UpdateReplacePolicy").asText())
                    .as("%s needs UpdateReplacePolicy: Retain, for nothing can bring its content back.", id)
                    .isEqualTo("Retain");
            assertThat(template.resource(id).path("DeletionPolicy").asText())
                    .as("%s: kept when the stack is deleted, but not when its first deployment fails.", id)
                    .isEqualTo("RetainExceptOnCreate");
        });
    }

    @Test
    void no_secret_has_a_value_in_the_template() {
        var secrets = template.ofType("AWS::SecretsManager::Secret");

        assertThat(secrets)
                .allSatisfy((id, secret) -> assertThat(secret.at("/Properties/SecretString")
                                        .isMissingNode()
                                && secret.at("/Properties/GenerateSecretString").isMissingNode())
                        .as("%s: its value is put in after the deployment, a template is read by too many.", id)
                        .isTrue());
    }

    @Test
    void whatever_can_have_a_tag_says_which_application_it_belongs_to() {
        var taggable = Set.of(
                "AWS::S3::Bucket",
                "AWS::SecretsManager::Secret",
                "AWS::SSM::Parameter",
                "AWS::Logs::LogGroup",
                "AWS::IAM::Role",
                "AWS::SNS::Topic",
                "AWS::SQS::Queue",
                "AWS::Serverless::StateMachine");

        template.section("Resources").forEach((id, resource) -> {
            if (taggable.contains(resource.path("Type").asText())) {
                assertThat(resource.at("/Properties/Tags").toString())
                        .as("%s needs the tag application: im-connector, by which the bill is split.", id)
                        .contains("application", "im-connector");
            }
        });
        assertThat(template.root().at("/Globals/Function/Tags/application").asText())
                .isEqualTo("im-connector");
    }

    @Test
    void the_outputs_name_what_people_need_after_a_deployment() {
        assertThat(template.section("Outputs").keySet())
                .contains(
                        "DataBucketName",
                        "CreditsLocation",
                        "RunsLocation",
                        "SettingsPath",
                        "WriterClientSecretId",
                        "ReaderClientSecretId",
                        "CreditPushWorkflowArn",
                        "PushCreditsFunctionName",
                        "AlertsTopicArn",
                        "ApiUrl");
        assertThat(template.section("Outputs"))
                .allSatisfy(
                        (id, output) -> assertThat(output.path("Description").asText())
                                .as("Output %s needs a Description.", id)
                                .isNotBlank());
    }
}
