package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a deployment may be told, and what it refuses before anything is deployed. */
class ParametersTest {

    private final Template template = Template.ofTheRepository();

    @Test
    void every_default_is_allowed() {
        var withDefault = template.section("Parameters");
        withDefault.values().removeIf(parameter -> !parameter.has("Default"));

        assertThat(withDefault)
                .allSatisfy((id, parameter) -> assertThat(ParameterCheck.accepts(
                                parameter, parameter.path("Default").asText()))
                        .as("The default of %s is not allowed by its own rule.", id)
                        .isTrue());
    }

    @Test
    void only_the_addresses_of_im_have_no_default_because_nobodys_tenant_lives_at_one_that_could_be_guessed() {
        var withoutDefault = template.section("Parameters");
        withoutDefault.values().removeIf(parameter -> parameter.has("Default"));

        assertThat(withoutDefault).containsOnlyKeys("ImTokenUrl", "ImApiUrl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.sap.com/oauth/token",
                "https://tenant.accounts.ondemand.com/oauth2/token?x=y",
                "http://127.0.0.1:8080/oauth/token",
                "http://localhost:8080",
                "http://[::1]:8080/t",
                "none"
            })
    void a_token_url_is_https_or_on_this_machine_or_there_is_none(String url) {
        assertThat(accepts("ImTokenUrl", url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.sap.com/oauth/token",
                "http://localhost.example.com/t",
                "http://127.0.0.1@example.com/t",
                "api.sap.com",
                "https://",
                "https:// api.sap.com",
                ""
            })
    void any_other_token_url_would_carry_the_secret_in_the_open(String url) {
        assertThat(accepts("ImTokenUrl", url)).isFalse();
        assertThat(accepts("ImApiUrl", url)).isFalse();
    }

    @Test
    void the_api_url_has_no_trailing_slash() {
        assertThat(accepts("ImApiUrl", "https://api.sap.com/successfactors/im")).isTrue();
        assertThat(accepts("ImApiUrl", "https://api.sap.com/successfactors/im/"))
                .isFalse();
    }

    @Test
    void every_region_that_java_knows_is_a_time_zone() {
        var regions = ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.contains("/") && !zone.startsWith("SystemV/"))
                .toList();

        assertThat(regions)
                .hasSizeGreaterThan(400)
                .allSatisfy(
                        zone -> assertThat(accepts("TimeZone", zone)).as(zone).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Berlin time", "+02:00", "europe/berlin", "Europe/", "Europe/Berlin;x"})
    void other_words_are_no_time_zone(String zone) {
        assertThat(accepts("TimeZone", zone)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exports/{date}/",
                "exports/crm/{date:yyyyMMdd}/",
                "exports/{date}/crm/",
                "exports/{date}/credits.csv.gz",
                "exports/credits-{date:yyyyMMdd}.jsonl",
                "exports/credits.csv"
            })
    void credits_lie_under_exports(String key) {
        assertThat(accepts("CreditsKey", key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exports/",
                "exports/credits/",
                "exports//{date}/",
                "runs/{date}/",
                "exports/{datum}/",
                "exports/{date",
                "/exports/{date}/",
                "exports/a b.csv",
                ""
            })
    void a_folder_without_a_date_would_be_pushed_anew_each_night(String key) {
        assertThat(accepts("CreditsKey", key)).isFalse();
    }

    private boolean accepts(String parameter, String value) {
        return ParameterCheck.accepts(template.root().at("/Parameters/" + parameter), value);
    }
}
