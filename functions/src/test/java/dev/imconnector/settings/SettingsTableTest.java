package dev.imconnector.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.imconnector.credit.AmountDecimals;
import dev.imconnector.credit.CurrencyCodes;
import dev.imconnector.oauth.TokenRequestSettings.AuthStyle;
import dev.imconnector.store.Location;
import dev.imconnector.store.LocationTemplate;
import dev.imconnector.store.RowsFormat;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.time.BusinessCalendar;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each setting: its default, its two sources, each kind of wrong value with its message. */
class SettingsTableTest {

    private static final String PATH = "/im-connector/test";

    private static Settings read(Map<String, String> environment, Map<String, String> parameters) {
        var source = new ScriptedParameters();
        source.values.putAll(parameters);
        var all = new HashMap<>(environment);
        all.put("IM_SETTINGS_PATH", PATH);
        return new SettingsReader(all, source, new SettableClock()).read();
    }

    private static Arguments row(
            String name, Function<Settings, Object> getter, Object byDefault, String text, Object value) {
        return arguments(name, getter, byDefault, text, value);
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                row("token-auth-style", Settings::tokenAuthStyle, AuthStyle.BODY, "basic", AuthStyle.BASIC),
                row("requests-per-minute", Settings::requestsPerMinute, 100, "0", 0),
                row("max-in-flight", Settings::maxInFlight, 4, "16", 16),
                row("batch-size", Settings::batchSize, 100, "1000", 1_000),
                row("page-size", Settings::pageSize, 100, "1", 1),
                row("max-attempts", Settings::maxAttempts, 4, "1", 1),
                row(
                        "connect-timeout-seconds",
                        Settings::connectTimeout,
                        Duration.ofSeconds(5),
                        "2",
                        Duration.ofSeconds(2)),
                row(
                        "request-timeout-seconds",
                        Settings::requestTimeout,
                        Duration.ofSeconds(30),
                        "60",
                        Duration.ofMinutes(1)),
                row("reject-threshold-percent", Settings::rejectThresholdPercent, 5, "0", 0),
                row("empty-input", Settings::emptyInput, EmptyInput.FAIL, "ok", EmptyInput.OK),
                row("input-wait-minutes", Settings::inputWait, Duration.ofHours(2), "0", Duration.ZERO),
                row("give-up-after-hours", Settings::giveUpAfter, Duration.ofHours(8), "24", Duration.ofDays(1)),
                row(
                        "time-zone",
                        settings -> settings.businessCalendar().zone(),
                        ZoneId.of("UTC"),
                        "Europe/Berlin",
                        ZoneId.of("Europe/Berlin")),
                row(
                        "business-day-offset",
                        Settings::businessCalendar,
                        new BusinessCalendar(ZoneId.of("UTC"), -1),
                        "0",
                        new BusinessCalendar(ZoneId.of("UTC"), 0)),
                row(
                        "already-exists-pattern",
                        settings -> settings.alreadyExistsPattern().pattern(),
                        Presence.DEFAULT,
                        "schon da",
                        "schon da"),
                row(
                        "placeholder-pattern",
                        settings -> settings.plausibility().placeholderPattern() != null,
                        true,
                        "none",
                        false),
                row(
                        "amount-decimals",
                        settings -> settings.plausibility().amountDecimals(),
                        AmountDecimals.LENIENT,
                        "strict",
                        AmountDecimals.STRICT),
                row(
                        "currency-codes",
                        settings -> settings.plausibility().currencyCodes(),
                        CurrencyCodes.ACTIVE,
                        "all",
                        CurrencyCodes.ALL),
                row(
                        "transaction-date-past-days",
                        settings -> settings.plausibility().pastDays(),
                        1_826,
                        "0",
                        0),
                row(
                        "transaction-date-future-days",
                        settings -> settings.plausibility().futureDays(),
                        366,
                        "0",
                        0),
                row("amount-outlier-factor", settings -> settings.plausibility().outlierFactor(), 1_000, "0", 0),
                row(
                        "credit-mapping",
                        Settings::creditMapping,
                        Optional.empty(),
                        "s3://bucket/mapping.json",
                        Optional.of(Location.parse("s3://bucket/mapping.json"))),
                row(
                        "results-filter",
                        Settings::resultsFilter,
                        Optional.of("status eq 'APPROVED'"),
                        "none",
                        Optional.empty()),
                row("results-select", Settings::resultsSelect, Optional.empty(), "id,amount", Optional.of("id,amount")),
                row("results-orderby", Settings::resultsOrderby, Optional.empty(), "id desc", Optional.of("id desc")),
                row("results-format", Settings::resultsFormat, RowsFormat.JSONL, "csv", RowsFormat.CSV),
                row("rejects-formula-guard", Settings::rejectsFormulaGuard, FormulaGuard.OFF, "on", FormulaGuard.ON),
                row("results-formula-guard", Settings::resultsFormulaGuard, FormulaGuard.OFF, "on", FormulaGuard.ON),
                row("empty-results", Settings::emptyResults, EmptyInput.OK, "fail", EmptyInput.FAIL),
                row("dialect", Settings::dialect, ImDialect.COURSE, "tenant", ImDialect.TENANT),
                row("event-type", Settings::eventType, Optional.empty(), "Order", Optional.of("Order")),
                row("calendar", Settings::calendar, Optional.empty(), "Main", Optional.of("Main")),
                row("line-unit-type", Settings::lineUnitType, "integer", "quantity", "quantity"),
                row("assign-by", Settings::assignBy, AssignBy.PAYEE, "position", AssignBy.POSITION),
                row("business-unit", Settings::businessUnit, Optional.empty(), "EMEA", Optional.of("EMEA")),
                row("processing-unit", Settings::processingUnit, Optional.empty(), "PU 1", Optional.of("PU 1")),
                row(
                        "content-hash-attribute",
                        Settings::contentHashAttribute,
                        Optional.empty(),
                        "genericAttribute32",
                        Optional.of("genericAttribute32")),
                row("references", Settings::references, References.MIXED, "bare", References.BARE),
                row(
                        "read-before-write",
                        Settings::readBeforeWrite,
                        ReadBeforeWrite.ALWAYS,
                        "always-send-once",
                        ReadBeforeWrite.ALWAYS_SEND_ONCE),
                row("settle-seconds", Settings::settle, Duration.ofSeconds(30), "0", Duration.ZERO),
                row("results-status", Settings::resultsStatus, ResultsStatus.POSTED, "all", ResultsStatus.ALL),
                row("results-resource", Settings::resultsResource, "payments", "incentives", "incentives"),
                row("results-period", Settings::resultsPeriod, "current,previous", "all", "all"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void a_setting_has_its_default(
            String name, Function<Settings, Object> getter, Object byDefault, String text, Object value) {
        var settings = read(Map.of(), Map.of());

        assertThat(getter.apply(settings)).isEqualTo(byDefault);
        assertThat(found(settings, name).origin()).isEqualTo("default");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void a_setting_comes_from_its_parameter(
            String name, Function<Settings, Object> getter, Object byDefault, String text, Object value) {
        var settings = read(Map.of(), Map.of(name, text));

        assertThat(getter.apply(settings)).isEqualTo(value);
        assertThat(found(settings, name))
                .isEqualTo(new SettingValue(name, text, SettingValue.Source.PARAMETER, PATH + "/" + name));
        assertThat(settings.warnings()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void the_environment_goes_before_the_parameter(
            String name, Function<Settings, Object> getter, Object byDefault, String text, Object value) {
        var variable = "IM_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
        var settings = read(Map.of(variable, " " + text + " "), Map.of(name, "not looked at"));

        assertThat(getter.apply(settings)).isEqualTo(value);
        assertThat(found(settings, name))
                .isEqualTo(new SettingValue(name, text, SettingValue.Source.ENVIRONMENT, variable));
    }

    @Test
    void a_tenant_has_defaults_of_its_own_and_what_is_set_goes_before_them() {
        var settings = read(Map.of(), Map.of("dialect", "tenant"));

        assertThat(settings.scope(ClientRole.WRITER)).isEmpty();
        assertThat(settings.tokenAuthStyle()).isEqualTo(AuthStyle.BASIC_WITH_ID);
        assertThat(settings.alreadyExistsPattern().pattern()).isEqualTo("TCMP_35004");
        assertThat(settings.resultsFilter()).isEmpty();
        assertThat(found(settings, "token-auth-style").origin()).isEqualTo("default");

        var set = read(
                Map.of("IM_DIALECT", "tenant", "IM_SCOPE", "api"),
                Map.of("token-auth-style", "body", "already-exists-pattern", "TCMP_1"));
        assertThat(set.scope(ClientRole.WRITER)).contains("api");
        assertThat(set.tokenAuthStyle()).isEqualTo(AuthStyle.BODY);
        assertThat(set.alreadyExistsPattern().pattern()).isEqualTo("TCMP_1");
    }

    @Test
    void how_long_a_tenant_settles_is_the_request_timeout_unless_it_is_set() {
        assertThat(read(Map.of(), Map.of("request-timeout-seconds", "7")).settle())
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void what_a_run_has_kept_of_a_transaction_goes_before_what_is_set_meanwhile() {
        var kept = read(Map.of(), Map.of("dialect", "tenant", "event-type", "Order", "assign-by", "position"))
                .ofATransaction();
        var now = read(Map.of(), Map.of("dialect", "tenant", "event-type", "Sale", "settle-seconds", "5"))
                .keeping(kept);

        assertThat(now.eventType()).contains("Order");
        assertThat(now.assignBy()).isEqualTo(AssignBy.POSITION);
        assertThat(now.calendar()).isEmpty();
        assertThat(now.settle()).isEqualTo(Duration.ofSeconds(5));
        assertThat(found(now, "event-type").origin()).isEqualTo("record of the run");
        assertThat(now.keeping(Map.of()).eventType()).contains("Order");
    }

    /** A setting without a default, or nothing where it is missing. */
    private static Optional<URI> orNone(Supplier<URI> getter) {
        try {
            return Optional.of(getter.get());
        } catch (SettingException e) {
            assertThat(e.problem().code()).isEqualTo("SETTING_MISSING");
            return Optional.empty();
        }
    }

    static Stream<Arguments> environmentOnly() {
        return Stream.of(
                row("IM_CLIENT_SECRET_ID", Settings::clientSecretId, Optional.empty(), "writer", Optional.of("writer")),
                row(
                        "IM_TOKEN_URL",
                        settings -> orNone(settings::tokenUrl),
                        Optional.empty(),
                        "http://127.0.0.1:8080/oauth/token",
                        Optional.of(URI.create("http://127.0.0.1:8080/oauth/token"))),
                row(
                        "IM_API_URL",
                        settings -> orNone(settings::apiUrl),
                        Optional.empty(),
                        "http://localhost:8080/im//",
                        Optional.of(URI.create("http://localhost:8080/im"))),
                row(
                        "IM_SCOPE",
                        settings -> settings.scope(ClientRole.WRITER),
                        Optional.of("im.write"),
                        "none",
                        Optional.empty()),
                row(
                        "IM_SCOPE",
                        settings -> settings.scope(ClientRole.READER),
                        Optional.of("im.read"),
                        "im.read im.report",
                        Optional.of("im.read im.report")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("environmentOnly")
    void a_setting_of_the_environment_has_its_default_and_is_never_read_from_a_parameter(
            String variable, Function<Settings, Object> getter, Object byDefault, String text, Object value) {
        var name = variable.substring(3).toLowerCase(Locale.ROOT).replace('_', '-');

        var settings = read(Map.of(), Map.of(name, text));

        assertThat(getter.apply(settings)).isEqualTo(byDefault);
        assertThat(settings.warnings())
                .singleElement()
                .satisfies(
                        warning -> assertThat(warning.message()).contains(name).doesNotContain(text));
        assertThat(getter.apply(read(Map.of(variable, text), Map.of()))).isEqualTo(value);
    }

    @Test
    void locations_are_read_from_the_environment() {
        var settings = read(
                Map.of(
                        "CREDITS_LOCATION", "s3://bucket/exports/{date}/",
                        "RUNS_LOCATION", "s3://bucket/runs",
                        "RESULTS_LOCATION", "file:///data/results/"),
                Map.of());

        assertThat(settings.creditsLocation()).isEqualTo(LocationTemplate.parse("s3://bucket/exports/{date}/"));
        assertThat(settings.runsLocation()).isEqualTo(Location.parse("s3://bucket/runs/"));
        assertThat(settings.resultsLocation()).isEqualTo(Location.parse("file:///data/results/"));
    }

    static Stream<Arguments> withoutDefault() {
        return Stream.of(
                arguments("IM_TOKEN_URL", (Function<Settings, Object>) Settings::tokenUrl),
                arguments("IM_API_URL", (Function<Settings, Object>) Settings::apiUrl),
                arguments("CREDITS_LOCATION", (Function<Settings, Object>) Settings::creditsLocation),
                arguments("RUNS_LOCATION", (Function<Settings, Object>) Settings::runsLocation),
                arguments("RESULTS_LOCATION", (Function<Settings, Object>) Settings::resultsLocation));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withoutDefault")
    void what_is_missing_and_has_no_default_is_an_error_only_where_it_is_needed(
            String variable, Function<Settings, Object> getter) {
        var settings = read(Map.of(variable, "  "), Map.of());

        assertThatThrownBy(() -> getter.apply(settings)).isInstanceOfSatisfying(SettingException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("SETTING_MISSING");
            assertThat(e.problem().message()).isEqualTo("The environment variable " + variable + " is not set");
            assertThat(e.problem().fix()).startsWith("Set it to a");
        });
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '#', textBlock = """
            token-auth-style         # header                  # body or basic or basic-raw
            token-auth-style         # basic_raw               # body or basic or basic-raw
            requests-per-minute      # -1                      # a whole number from 0 to 100000
            requests-per-minute      # 100.5                   # a whole number from 0 to 100000
            tenant-requests-per-minute # 5                     # each function needs at least one request a minute
            max-in-flight            # 0                       # a whole number from 1 to 16
            max-in-flight            # 17                      # a whole number from 1 to 16
            batch-size               # 1001                    # a whole number from 1 to 1000
            batch-size               # 99999999999999999999    # a whole number from 1 to 1000
            batch-size               # hundred                 # a whole number from 1 to 1000
            page-size                # 0                       # a whole number from 1 to 1000
            page-size                # 1e2                     # a whole number from 1 to 1000
            max-attempts             # 11                      # a whole number from 1 to 10
            connect-timeout-seconds  # 0                       # a whole number from 1 to 60 (seconds)
            request-timeout-seconds  # 301                     # a whole number from 1 to 300 (seconds)
            request-timeout-seconds  # PT30S                   # a whole number from 1 to 300 (seconds)
            reject-threshold-percent # 101                     # a whole number from 0 to 100
            reject-threshold-percent # 5%                      # a whole number from 0 to 100
            empty-input              # warn                    # ok or fail
            placeholder-pattern      # (                       # Unclosed group
            placeholder-pattern      # .*                      # it matches 'A-1'
            amount-decimals          # warn                    # strict or lenient or off
            currency-codes           # iso                     # active or all
            transaction-date-past-days # -1                    # a whole number from 0 to 3660000
            amount-outlier-factor    # 1.5                     # a whole number from 0 to 999999999
            empty-results            # warn                    # ok or fail
            dialect                  # odata                   # course or tenant
            assign-by                # title                   # payee or position or none
            content-hash-attribute   # genericAttribute33      # genericAttribute1 to genericAttribute32
            read-before-write        # sometimes               # always or never or always-send-once
            settle-seconds           # 601                     # a whole number from 0 to 600 (seconds)
            results-format           # xml                     # jsonl or csv
            rejects-formula-guard    # 1                       # off or on
            results-formula-guard    # yes                     # off or on
            input-wait-minutes       # 1441                    # a whole number from 0 to 1440 (minutes)
            give-up-after-hours      # 0                       # a whole number from 1 to 24 (hours)
            time-zone                # Berlin                  # a time zone of the IANA database
            business-day-offset      # 32                      # a whole number from -31 to 31
            business-day-offset      # yesterday               # a whole number from -31 to 31
            already-exists-pattern   # (unclosed               # Unclosed group near index 9
            already-exists-pattern   # .*                      # it matches every message
            already-exists-pattern   # gone|                   # it matches every message
            already-exists-pattern   # .                       # it matches 'participant is unknown'
            already-exists-pattern   # \\w                     # it matches 'participant is unknown'
            already-exists-pattern   # \\b                     # it matches 'participant is unknown'
            already-exists-pattern   # (?s).+                  # it matches 'participant is unknown'
            already-exists-pattern   # exist                   # it matches 'Participant P0000001 does not exist'
            already-exists-pattern   # [^a]$                   # it matches 'participant is unknown'
            already-exists-pattern   # (?!participant)^.       # it matches
            already-exists-pattern   # [0-9]                   # it matches
            already-exists-pattern   # (.*a){30}$              # it takes too long
            credit-mapping           # mapping.json            # neither s3://bucket/key nor file:///path
            credit-mapping           # s3://bucket/mappings/   # it names a folder
            """)
    void a_wrong_value_is_named_with_its_source_and_what_is_allowed(String name, String text, String allowed) {
        assertThatThrownBy(() -> read(Map.of(), Map.of(name, text)).mustAllBeUsable())
                .isInstanceOfSatisfying(SettingException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("SETTING_INVALID");
                    assertThat(e.problem().message())
                            .contains("'" + text + "'", "(parameter " + PATH + "/" + name + ")");
                    assertThat(e.problem().message() + " " + e.problem().fix()).contains(allowed);
                    assertThat(e.problem().fix()).startsWith("Set " + name + " to ");
                });
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
            IM_TOKEN_URL     | http://api.sap.com/token        | it is plain http
            IM_TOKEN_URL     | http://127.0.0.1.example.com/   | it is plain http
            IM_TOKEN_URL     | ftp://localhost/token           | an https URL
            IM_TOKEN_URL     | api.sap.com                     | an https URL
            IM_API_URL       | https:///im                     | it is
            IM_API_URL       | https://api sap.com/im          | an https URL
            IM_SCOPE         | im."write                       | one or more OAuth scopes
            IM_SETTINGS_PATH | im-connector                    | a parameter path such as
            IM_SETTINGS_PATH | /im//prod                       | a parameter path such as
            CREDITS_LOCATION | s3://bucket/exports/            | it needs the whole business date in it
            CREDITS_LOCATION | s3://bucket/{day}/              | only {date} and {date:pattern}
            RUNS_LOCATION    | /data/runs                      | neither s3://bucket/key nor file:///path
            RESULTS_LOCATION | s3://Bucket/results/            | is not a bucket name
            """)
    void a_wrong_value_of_the_environment_is_named(String variable, String text, String allowed) {
        var reader = new SettingsReader(Map.of(variable, text), new ScriptedParameters(), new SettableClock());

        assertThatThrownBy(() -> reader.read().mustAllBeUsable()).isInstanceOfSatisfying(SettingException.class, e -> {
            assertThat(e.problem().message()).contains("'" + text + "'", "(environment variable " + variable + ")");
            assertThat(e.problem().message() + " " + e.problem().fix()).contains(allowed);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:hunter2@api.sap.com/im",
        "https://api.sap.com/im?key=hunter2",
        "https://api.sap.com/im#hunter2"
    })
    void a_url_that_may_hold_a_secret_is_not_quoted(String url) {
        for (var variable : List.of("IM_API_URL", "IM_TOKEN_URL")) {
            assertThatThrownBy(() -> read(Map.of(variable, url), Map.of()).mustAllBeUsable())
                    .hasMessageContaining(variable)
                    .hasMessageContaining("it has a user, a query or a fragment")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void all_that_is_wrong_is_said_at_once() {
        assertThatThrownBy(() -> read(Map.of("IM_BATCH_SIZE", "0"), Map.of("page-size", "0"))
                        .mustAllBeUsable())
                .hasMessageContaining("batch-size (environment variable IM_BATCH_SIZE)")
                .hasMessageContaining("page-size (parameter " + PATH + "/page-size)");
    }

    @Test
    void every_setting_is_reported() {
        assertThat(read(Map.of(), Map.of()).values())
                .hasSize(56)
                .extracting(SettingValue::name)
                .contains("batch-size", "token-url", "runs-location");
    }

    private static SettingValue found(Settings settings, String name) {
        return settings.values().stream()
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
