package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** No workflow dies in silence. */
class AlertsTest {

    private final Template template = Template.ofTheRepository();

    @Test
    void every_workflow_that_ends_without_success_and_did_not_tell_by_itself_is_told() {
        var pattern = template.properties("DeadWorkflowRule").path("EventPattern");
        var watched = new ArrayList<String>();
        pattern.at("/detail/stateMachineArn")
                .forEach(arn -> watched.add(arn.path("Ref").asText()));

        assertThat(watched)
                .as("DeadWorkflowRule must watch every state machine of the template.")
                .containsExactlyInAnyOrderElementsOf(
                        template.ofType("AWS::Serverless::StateMachine").keySet());
        var either = pattern.at("/detail/$or");
        assertThat(either).hasSize(2);
        assertThat(either.at("/0")).hasToString("{\"status\":[\"TIMED_OUT\",\"ABORTED\"]}");
        assertThat(either.at("/1/status")).hasToString("[\"FAILED\"]");
        assertThat(either.at("/1/cause"))
                .as("Only a cause that says so was told; one that is missing was not.")
                .hasToString("[{\"exists\":false},{\"anything-but\":{\"suffix\":\"[AlertsTopic told]\"}}]");
        assertThat(StateMachine.all())
                .allSatisfy(machine -> assertThat(
                                machine.state("Tell").at("/Assign/told").asText())
                        .as("%s must say what the rule looks for.", machine.name())
                        .endsWith(either.at("/1/cause/1/anything-but/suffix").asText()));
        assertThat(template.properties("DeadWorkflowRule")
                        .at("/Targets/0/Arn/Ref")
                        .asText())
                .isEqualTo("AlertsTopic");
    }

    @Test
    void the_rules_sentence_is_of_values_alone_that_every_execution_has() {
        var transformer = template.properties("DeadWorkflowRule").at("/Targets/0/InputTransformer");
        var sentence = new Deployment(template, java.util.Map.of()).value(transformer.path("InputTemplate"));
        transformer
                .path("InputPathsMap")
                .properties()
                .forEach(path -> assertThat(sentence).contains("<" + path.getKey() + ">"));

        assertThat(sentence.replaceAll("<(\\w+)>", "$1"))
                .isEqualTo(
                        "\"The workflow execution name has ended status at time, and could not say why by itself. Look"
                                + " at it: https://region.console.aws.amazon.com/states/home?region=region#/v2/executions/details/"
                                + "execution Runbook: docs/runbook.md#workflow-dead\"");
        assertThat(transformer.path("InputPathsMap").toString())
                .as("An abort has no error and no cause, and a cause may hold quotes.")
                .doesNotContain("error", "cause", "input", "output");
        assertThat(Runbook.ofTheRepository().anchors()).contains("workflow-dead");
    }

    @Test
    void the_rule_may_publish_and_what_it_cannot_is_kept() {
        var topic = template.properties("AlertsTopicPolicy").at("/PolicyDocument/Statement/0");
        var queue = template.properties("UndeliveredQueuePolicy").at("/PolicyDocument/Statement/0");

        for (var statement : new com.fasterxml.jackson.databind.JsonNode[] {topic, queue}) {
            assertThat(statement.at("/Principal/Service").asText()).isEqualTo("events.amazonaws.com");
        }
        assertThat(queue.at("/Condition/ArnEquals/aws:SourceArn/Fn::GetAtt/0").asText())
                .as("Only this rule may, not every rule of every account.")
                .isEqualTo("DeadWorkflowRule");
        assertThat(topic.has("Condition"))
                .as(
                        "EventBridge cannot meet a condition of a topic's policy: no alert of a dead workflow would arrive.")
                .isFalse();
        assertThat(template.properties("DeadWorkflowRule")
                        .at("/Targets/0/DeadLetterConfig/Arn/Fn::GetAtt/0")
                        .asText())
                .isEqualTo("UndeliveredQueue");
    }

    @Test
    void every_queue_is_encrypted_and_keeps_messages_as_long_as_it_can() {
        assertThat(template.ofType("AWS::SQS::Queue")).isNotEmpty().allSatisfy((id, queue) -> {
            assertThat(queue.at("/Properties/SqsManagedSseEnabled").asBoolean()
                            || queue.at("/Properties").has("KmsMasterKeyId"))
                    .as("Encrypt %s.", id)
                    .isTrue();
            assertThat(queue.at("/Properties/MessageRetentionPeriod").asInt())
                    .as("%s: somebody may be on holiday, keep messages for 14 days.", id)
                    .isEqualTo(1_209_600);
        });
    }

    @Test
    void an_address_is_optional() {
        assertThat(template.root().at("/Parameters/AlertsEmail/Default").asText())
                .isEmpty();
        assertThat(template.resource("AlertsEmailSubscription")
                        .path("Condition")
                        .asText())
                .isEqualTo("HasAlertsEmail");
    }
}
