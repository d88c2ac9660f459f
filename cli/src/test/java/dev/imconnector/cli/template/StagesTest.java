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
    void set_only_parameters_and_values_that_the_template_takes() {
        assertThat(Stages.ofTheRepository())
                .allSatisfy((stage, parameters) -> parameters.forEach((name, value) -> {
                    var parameter = template.root().at("/Parameters/" + name);
                    assertThat(parameter.isMissingNode())
                            .as("Stage %s sets %s, which the template does not have.", stage, name)
                            .isFalse();
                    assertThat(ParameterCheck.accepts(parameter, value))
                            .as("Stage %s sets %s to %s, which the template refuses.", stage, name, value)
                            .isTrue();
                }));
    }

    @Test
    void only_prod_runs_every_night() {
        assertThat(Stages.ofTheRepository())
                .allSatisfy((stage, parameters) -> assertThat(parameters.get("PushScheduleState"))
                        .as("PushScheduleState of stage %s", stage)
                        .isEqualTo(stage.equals("prod") ? "ENABLED" : "DISABLED"));
    }
}
