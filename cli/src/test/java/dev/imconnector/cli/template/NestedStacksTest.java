package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The stacks that the template nests: each is given all that it needs, and nothing that it does not use. */
class NestedStacksTest {

    private final Template main = Template.parse(Repository.text(Repository.file("template.yaml")));
    private final Map<String, JsonNode> stacks = main.ofType(NestedStacks.TYPE);

    @Test
    void alarms_and_dashboard_are_one_and_there_is_no_other() {
        assertThat(stacks.keySet()).containsExactly("Observability");
        assertThat(part().path("Resources").properties())
                .extracting(e -> e.getValue().path("Type").asText())
                .containsOnly("AWS::CloudWatch::Alarm", "AWS::CloudWatch::Dashboard");
        assertThat(main.ofType("AWS::CloudWatch::Alarm")).isEmpty();
    }

    @Test
    void it_is_given_each_of_its_parameters_and_uses_each() {
        var parameters = names(part().path("Parameters"));

        assertThat(names(stacks.get("Observability").at("/Properties/Parameters")))
                .isEqualTo(parameters);
        assertThat(References.in(part())).containsAll(parameters);
        assertThat(part().path("Parameters"))
                .as("A default could stand in for what the template forgets to give.")
                .noneMatch(parameter -> parameter.has("Default"));
    }

    @Test
    void it_names_nothing_that_it_does_not_have() {
        var known = names(part().path("Resources"));
        known.addAll(names(part().path("Parameters")));

        assertThat(known).containsAll(References.in(part()));
    }

    @Test
    void it_has_nothing_for_sam_or_another_macro_to_expand() {
        assertThat(part().has("Transform")).isFalse();
        assertThat(part().toString()).doesNotContain("Fn::Transform", "AWS::Serverless");
    }

    @Test
    void its_own_name_is_in_no_metric_for_they_are_kept_under_the_whole_stacks() {
        assertThat(part().toString()).doesNotContain("AWS::StackName");
        assertThat(stacks.get("Observability")
                        .at("/Properties/Parameters/Service/Ref")
                        .asText())
                .isEqualTo("AWS::StackName");
    }

    @Test
    void one_name_for_two_things_is_found() {
        var template = Template.parse("""
                Conditions: { HasApi: !Equals [a, b] }
                Resources:
                  Observability:
                    Type: AWS::CloudFormation::Stack
                    Properties: { TemplateURL: observability.yaml }
                """);

        assertThatThrownBy(() -> NestedStacks.flattened(template.root()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("HasApi");
    }

    @Test
    void in_the_whole_template_its_resources_refer_to_those_of_the_main_part() {
        var whole = Template.ofTheRepository();
        var targets = new TreeSet<String>();
        whole.ofType("AWS::CloudWatch::Alarm").values().forEach(alarm -> targets.addAll(References.in(alarm)));

        assertThat(targets).contains("AlertsTopic", "UndeliveredQueue", "PushCreditsFunction", "ReadApiFunction");
        assertThat(whole.section("Resources")).containsKey("Dashboard").doesNotContainKey("Observability");
        assertThat(whole.root().at("/Outputs/DashboardUrl").toString()).contains("dashboard/${Dashboard}");
    }

    private JsonNode part() {
        return NestedStacks.template(stacks.get("Observability").path("Properties"));
    }

    private static TreeSet<String> names(JsonNode section) {
        var names = new TreeSet<String>();
        section.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
