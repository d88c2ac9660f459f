package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imconnector.settings.SettingException;
import dev.imconnector.settings.SettingValue;
import dev.imconnector.settings.Settings;
import dev.imconnector.settings.SettingsReader;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/settings.md says of each setting what the code does")
class SettingsPageTest {

    /** No setting takes it: it is a control character and not a number, an address or a word. */
    private static final String UNUSABLE = "\u0001[";

    private static final Pattern NAMES = Pattern.compile("^`([a-z-]+)`<br>`([A-Z_]+)`$");
    private static final Pattern PARAMETER = Pattern.compile("`([A-Za-z]+)`");

    private final Template template = Template.ofTheRepository();
    private final String page = Repository.text(Repository.file("docs/settings.md"));
    private final Map<String, List<String>> rows = page.lines()
            .filter(line -> NAMES.matcher(cells(line).get(0)).matches())
            .map(SettingsPageTest::cells)
            .collect(Collectors.toMap(cells -> name(cells, 1), cells -> cells, (a, b) -> a, TreeMap::new));
    private final Map<String, SettingValue> defaults = values(Map.of());

    @Test
    void it_has_a_row_for_each_setting_and_no_other() {
        assertThat(rows.keySet())
                .as("docs/settings.md: a row `name`<br>`VARIABLE` for each setting")
                .containsExactlyInAnyOrderElementsOf(defaults.keySet());
        assertThat(rows.values())
                .extracting(cells -> name(cells, 2))
                .as("docs/settings.md: the environment variables")
                .containsExactlyInAnyOrderElementsOf(Settings.environmentNames());
    }

    @Test
    void the_defaults_are_those_of_the_code_and_of_a_tenant_where_it_has_others() {
        var ofATenant = values(Map.of("IM_DIALECT", "tenant"));
        defaults.forEach((name, found) -> {
            var shown = rows.get(name).get(1).split("<br>tenant: ");
            requireDefault(name, found.value(), shown[0]);
            var tenants = ofATenant.get(name).value();
            if (name.equals("dialect") || tenants.equals(found.value())) {
                assertThat(shown)
                        .as("docs/settings.md: %s has one default", name)
                        .hasSize(1);
            } else {
                assertThat(shown)
                        .as("docs/settings.md: write <br>tenant: and the default of %s", name)
                        .hasSize(2);
                requireDefault(name, tenants, shown[1]);
            }
        });
    }

    private void requireDefault(String name, String value, String cell) {
        if (cell.equals("[below](#long-defaults)")) {
            assertThat(page.lines()).as("The default of %s", name).contains(value);
        } else {
            assertThat(cell).as("The default of %s", name).isEqualTo(value.isEmpty() ? "none" : "`" + value + "`");
        }
    }

    @Test
    void what_is_allowed_is_what_the_code_says_when_something_else_is_set() {
        rows.forEach((name, cells) -> {
            var refused = catchThrowableOfType(
                    SettingException.class,
                    () -> read(Map.of(name(cells, 2), UNUSABLE)).mustAllBeUsable());
            assertThat(refused).as("%s takes %s", name, UNUSABLE).isNotNull();
            assertThat(refused.problem().fix())
                    .as("docs/settings.md: what %s may be", name)
                    .isEqualTo("Set " + name + " to " + cells.get(2));
        });
    }

    @Test
    void whether_a_setting_may_be_in_ssm_is_told_by_its_chapter() {
        var inSsm = page.substring(0, page.indexOf("## Settings of the environment only"));
        rows.forEach((name, cells) -> {
            var settings = new SettingsReader(
                    Map.of("IM_SETTINGS_PATH", "/im-connector/page"), path -> Map.of(name, "none"), Clock.systemUTC());
            var unknown = catchThrowableOfType(SettingException.class, settings::read) == null
                    && settings.read().warnings().stream()
                            .anyMatch(warning -> warning.code().equals("SETTING_UNKNOWN"));
            assertThat(inSsm.contains("| `" + name + "`"))
                    .as(
                            "docs/settings.md: %s stands among the settings that SSM %s hold",
                            name, unknown ? "cannot" : "can")
                    .isEqualTo(!unknown);
        });
    }

    @Test
    void the_parameters_that_it_names_are_in_the_template() {
        var parameters = template.section("Parameters").keySet();
        rows.forEach((name, cells) -> assertThat(
                        PARAMETER.matcher(cells.get(3)).results().map(match -> match.group(1)))
                .as("docs/settings.md: the template parameter of %s, or -", name)
                .allSatisfy(parameter -> assertThat(parameters).contains(parameter)));
    }

    private static Map<String, SettingValue> values(Map<String, String> environment) {
        return read(environment).values().stream().collect(Collectors.toMap(SettingValue::name, Function.identity()));
    }

    private static Settings read(Map<String, String> environment) {
        return new SettingsReader(environment, path -> Map.of(), Clock.systemUTC()).read();
    }

    private static List<String> cells(String line) {
        return List.of(line.replaceAll("^\\| *| *\\|$", "").split(" *\\| *"));
    }

    private static String name(List<String> cells, int group) {
        var names = NAMES.matcher(cells.get(0));
        if (!names.matches()) {
            throw new AssertionError("docs/settings.md: not `name`<br>`VARIABLE`: " + cells.get(0));
        }
        return names.group(group);
    }
}
