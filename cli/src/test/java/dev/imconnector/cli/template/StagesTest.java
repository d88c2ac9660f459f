package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** samconfig.toml, whose stages inherit nothing from each other. */
class StagesTest {

    private final Template template = Template.ofTheRepository();

    @Test
    void are_default_dev_and_prod() {
        assertThat(Stages.ofTheRepository().keySet()).isEqualTo(Set.of("default", "dev", "prod"));
    }

    @Test
    void each_lints_and_deploys_a_stack_of_its_own_with_no_more_rights_than_needed() {
        var names = new HashSet<String>();
        assertThat(Stages.ofTheRepository().keySet()).allSatisfy(stage -> {
            var settings = Stages.samconfig().path(stage);
            assertThat(settings.at("/validate/parameters/lint").asBoolean())
                    .as("Stage %s must lint: [%s.validate.parameters] lint = true.", stage, stage)
                    .isTrue();
            assertThat(names.add(settings.at("/global/parameters/stack_name").asText()))
                    .as("Stage %s needs a stack name of its own.", stage)
                    .isTrue();
            assertThat(settings.at("/deploy/parameters/capabilities").asText())
                    .as("Stage %s: no role has a fixed name; a template that SAM expands nests a stack.", stage)
                    .isEqualTo("CAPABILITY_IAM CAPABILITY_AUTO_EXPAND");
        });
    }

    @Test
    void what_only_a_person_can_know_is_to_be_filled_in_and_refused_until_then() {
        assertThat(toBeFilledIn("prod")).containsExactlyInAnyOrder("ImTokenUrl", "ImApiUrl", "TimeZone", "AlertsEmail");
        assertThat(toBeFilledIn("dev")).containsExactlyInAnyOrder("ImTokenUrl", "ImApiUrl");
        assertThat(toBeFilledIn("default")).containsExactlyInAnyOrder("ImTokenUrl", "ImApiUrl");
        assertThat(toBeFilledIn("prod"))
                .allSatisfy(name -> assertThat(
                                ParameterCheck.accepts(template.root().at("/Parameters/" + name), Stages.FILL_IN))
                        .as("The template takes %s for %s.", Stages.FILL_IN, name)
                        .isFalse());
    }

    private static Set<String> toBeFilledIn(String stage) {
        var parameters = Stages.ofTheRepository().get(stage);
        parameters.values().removeIf(value -> !value.equals(Stages.FILL_IN));
        return parameters.keySet();
    }

    @Test
    void set_only_parameters_values_and_combinations_that_the_template_takes() {
        assertThat(Stages.decided())
                .allSatisfy((stage, parameters) -> assertThat(
                                new Deployment(template, parameters).has("PushCreditsFunction"))
                        .isTrue());
    }

    @Test
    void only_prod_runs_every_night() {
        assertThat(Stages.ofTheRepository())
                .allSatisfy((stage, parameters) -> assertThat(parameters.get("PushScheduleState"))
                        .as("PushScheduleState of stage %s", stage)
                        .isEqualTo(stage.equals("prod") ? "ENABLED" : "DISABLED"));
    }
}
