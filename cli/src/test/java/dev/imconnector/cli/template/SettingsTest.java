package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The settings that the template keeps in SSM. */
class SettingsTest {

    private static final String PATH = "/im-connector/${AWS::StackName}/";

    private final Template template = Template.ofTheRepository();

    @Test
    void lie_under_the_path_that_the_functions_read_and_are_settings_that_exist() {
        assertThat(template.ofType("AWS::SSM::Parameter")).isNotEmpty().allSatisfy((id, parameter) -> {
            var name = parameter.at("/Properties/Name/Fn::Sub").asText();
            assertThat(name)
                    .as("%s must lie under the functions' IM_SETTINGS_PATH.", id)
                    .startsWith(PATH);
            assertThat(Settings.NAMES)
                    .as("%s: there is no such setting, the functions would only count it as unknown.", id)
                    .contains(name.substring(PATH.length()));
        });
        assertThat(template.root()
                        .at("/Globals/Function/Environment/Variables/IM_SETTINGS_PATH/Fn::Sub")
                        .asText())
                .isEqualTo(PATH.substring(0, PATH.length() - 1));
    }

    @Test
    void begin_with_the_defaults_that_the_code_has() {
        var values = new TreeMap<String, String>();
        template.ofType("AWS::SSM::Parameter")
                .forEach((id, parameter) -> values.put(
                        parameter.at("/Properties/Name/Fn::Sub").asText().substring(PATH.length()),
                        template.root()
                                .at("/Parameters/"
                                        + parameter.at("/Properties/Value/Ref").asText() + "/Default")
                                .asText()));

        assertThat(values)
                .containsEntry("token-auth-style", "body")
                .containsEntry("reject-threshold-percent", "5")
                .containsEntry("empty-input", "fail")
                .containsEntry("input-wait-minutes", "120")
                .containsEntry("give-up-after-hours", "8")
                .containsEntry("already-exists-pattern", "(?i)\\b409\\b|already exists|duplicate source ?ref");
    }

    @Test
    void urls_are_never_among_them_for_whoever_could_change_them_would_get_the_secret() {
        assertThat(template.ofType("AWS::SSM::Parameter").toString()).doesNotContainIgnoringCase("url");
    }
}
