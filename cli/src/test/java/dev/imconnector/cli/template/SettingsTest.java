package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.settings.ClientRole;
import dev.imconnector.settings.SettingValue;
import dev.imconnector.settings.SettingValue.Source;
import dev.imconnector.settings.Settings;
import dev.imconnector.settings.SettingsReader;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the template sets, read by the code that reads it in AWS. */
class SettingsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T04:15:00Z"), ZoneOffset.UTC);
    private static final String PATH = "/im-connector/StackName";

    private final Template template = Template.ofTheRepository();

    @Test
    void the_functions_understand_every_value_and_know_every_name() {
        assertThat(template.ofType("AWS::Serverless::Function").keySet()).allSatisfy(function -> {
            var settings = read(function, Map.of());
            assertThat(settings.warnings())
                    .as("%s: these parameters in SSM are no settings, rename or remove them.", function)
                    .isEmpty();
        });
    }

    @Test
    void every_variable_of_a_function_is_read_by_its_code() {
        assertThat(template.ofType("AWS::Serverless::Function").keySet()).allSatisfy(function -> {
            var deployment = new Deployment(template, Map.of("CreditMappingKey", "config/mapping.json"));
            var given = new TreeSet<>(deployment.environment(function).keySet());
            // The JVM's own, and Powertools'.
            given.removeAll(Set.of("JAVA_TOOL_OPTIONS", "POWERTOOLS_SERVICE_NAME"));
            if (function.equals("RotateClientSecretFunction")) {
                // Its handler reads these itself, for it serves both clients.
                given.removeAll(
                        Set.of("IM_WRITER_SECRET_ID", "IM_READER_SECRET_ID", "IM_WRITE_SCOPE", "IM_READ_SCOPE"));
            }

            assertThat(given)
                    .as("%s: right are the variables that the settings come from; nobody reads the others.", function)
                    .isEqualTo(from(
                            read(function, Map.of("CreditMappingKey", "config/mapping.json")), Source.ENVIRONMENT));
        });
    }

    @Test
    void the_template_sets_nothing_in_systems_manager_so_that_defaults_are_the_codes_and_whats_put_there_stays() {
        assertThat(template.ofType("AWS::SSM::Parameter")).isEmpty();
        assertThat(from(read("PushCreditsFunction", Map.of()), Source.PARAMETER))
                .isEmpty();
    }

    @Test
    void what_is_put_under_the_path_of_the_outputs_is_read_by_the_functions() {
        var path = new Deployment(template, Map.of()).value(template.root().at("/Outputs/SettingsPath/Value"));

        assertThat(path).isEqualTo(PATH);
    }

    @Test
    void the_push_reads_and_writes_in_the_one_bucket_as_the_writing_client() {
        var values = values(read("PushCreditsFunction", Map.of("TenantRequestsPerMinute", "60")));

        assertThat(values.get("client-secret-id").value()).isEqualTo("writerclientsecret");
        assertThat(values.get("credits-location").value()).isEqualTo("s3://databucket/exports/{date}/");
        assertThat(values.get("runs-location").value()).isEqualTo("s3://databucket/runs");
        assertThat(values.get("requests-per-minute").value()).isEqualTo("50");
        assertThat(values.get("scope").source()).isEqualTo(Source.DEFAULT);
        assertThat(values.get("credit-mapping").source()).isEqualTo(Source.DEFAULT);
    }

    @Test
    void the_api_s_functions_are_each_their_own_client_and_know_where_the_runs_are() {
        var write = values(read("WriteApiFunction", Map.of("ImScopes", "credits.write,none")));
        var read = values(read("ReadApiFunction", Map.of("ImScopes", "credits.write,none")));

        assertThat(write.get("client-secret-id").value()).isEqualTo("writerclientsecret");
        assertThat(write.get("scope").value()).isEqualTo("credits.write");
        assertThat(write.get("runs-location").value()).isEqualTo("s3://databucket/runs");
        assertThat(read.get("client-secret-id").value()).isEqualTo("readerclientsecret");
        assertThat(read.get("scope").value()).isEqualTo("none");
        assertThat(read.get("runs-location").value()).isEqualTo("s3://databucket/runs");
    }

    @Test
    void scopes_that_nobody_decides_are_those_of_the_dialect() {
        assertThat(read("PushCreditsFunction", Map.of()).scope(ClientRole.WRITER))
                .contains("im.write");
        assertThat(read("PullResultsFunction", Map.of()).scope(ClientRole.READER))
                .contains("im.read");
        for (var function : Set.of("PushCreditsFunction", "PullResultsFunction", "ReadApiFunction")) {
            assertThat(read(function, Map.of(), Map.of("dialect", "tenant")).scope(ClientRole.WRITER))
                    .as(function)
                    .isEmpty();
        }
        assertThat(new Deployment(template, Map.of()).environment("RotateClientSecretFunction"))
                .doesNotContainKeys("IM_WRITE_SCOPE", "IM_READ_SCOPE");
    }

    @Test
    void the_filter_of_results_is_the_dialects_too() {
        assertThat(read("PullResultsFunction", Map.of()).resultsFilter()).contains("status eq 'APPROVED'");
        assertThat(read("PullResultsFunction", Map.of(), Map.of("dialect", "tenant"))
                        .resultsFilter())
                .isEmpty();
    }

    @Test
    void a_legacy_tenant_has_no_token_endpoint() {
        assertThat(template.ofType("AWS::Serverless::Function").keySet())
                .allSatisfy(function -> assertThat(
                                new Deployment(template, Map.of("ImTokenUrl", "none")).environment(function))
                        .doesNotContainKey("IM_TOKEN_URL"));
    }

    @Test
    void time_zone_and_mapping_come_from_their_parameters() {
        var values = values(read(
                "PushCreditsFunction", Map.of("TimeZone", "America/Sao_Paulo", "CreditMappingKey", "config/crm.json")));

        assertThat(values.get("time-zone").value()).isEqualTo("America/Sao_Paulo");
        assertThat(values.get("credit-mapping").value()).isEqualTo("s3://databucket/config/crm.json");
    }

    @Test
    void whatever_number_the_template_takes_the_code_takes_too() {
        template.section("Parameters").forEach((id, parameter) -> {
            for (var bound : Set.of("MinValue", "MaxValue")) {
                if (parameter.has(bound)) {
                    read("PushCreditsFunction", Map.of(id, parameter.path(bound).asText()));
                }
            }
            parameter
                    .path("AllowedValues")
                    .forEach(value -> read("PushCreditsFunction", Map.of("AlertsEmail", "none", id, value.asText())));
        });
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
    void whatever_key_of_credits_the_template_takes_the_code_takes_too(String key) {
        assertThat(read("PushCreditsFunction", Map.of("CreditsKey", key)).creditsLocation())
                .isNotNull();
    }

    @Test
    void no_stage_sets_what_the_code_would_refuse() {
        Stages.decided()
                .values()
                .forEach(parameters -> assertThat(
                                read("PushCreditsFunction", parameters).warnings())
                        .isEmpty());
    }

    private Settings read(String function, Map<String, String> parameters) {
        return read(function, parameters, Map.of());
    }

    /** @param ssm what is set there */
    private Settings read(String function, Map<String, String> parameters, Map<String, String> ssm) {
        var deployment = new Deployment(template, parameters);
        return new SettingsReader(
                        deployment.environment(function),
                        path -> {
                            assertThat(path).isEqualTo(PATH);
                            return ssm;
                        },
                        CLOCK)
                .read();
    }

    private static Map<String, SettingValue> values(Settings settings) {
        return settings.values().stream().collect(Collectors.toMap(SettingValue::name, value -> value));
    }

    private static Set<String> from(Settings settings, Source source) {
        return settings.values().stream()
                .filter(value -> value.source() == source)
                .map(SettingValue::from)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
