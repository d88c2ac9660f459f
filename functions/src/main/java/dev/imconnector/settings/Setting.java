package dev.imconnector.settings;

import dev.imconnector.credit.AmountDecimals;
import dev.imconnector.credit.CurrencyCodes;
import dev.imconnector.oauth.TokenRequestSettings.AuthStyle;
import dev.imconnector.store.Location;
import dev.imconnector.store.LocationTemplate;
import dev.imconnector.store.RowsFormat;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Each setting: its names, its default, what it may be.
 *
 * @param name as in the documentation, and under {@code IM_SETTINGS_PATH} unless it is read from the environment only
 * @param environmentName the environment variable that sets it
 * @param environmentOnly never from the parameter store: whoever can redirect an endpoint gets the secret
 * @param defaultText empty when there is none
 */
record Setting<T>(String name, String environmentName, boolean environmentOnly, String defaultText, ValueType<T> type) {

    static final Setting<String> CLIENT_SECRET_ID =
            environment("client-secret-id", "IM_CLIENT_SECRET_ID", "", ValueTypes.text());
    static final Setting<Optional<String>> SCOPE =
            environment("scope", "IM_SCOPE", "", ValueTypes.optional(ValueTypes.scope()));
    static final Setting<String> SETTINGS_PATH =
            environment("settings-path", "IM_SETTINGS_PATH", "", ValueTypes.parameterPath());
    static final Setting<URI> TOKEN_URL = environment("token-url", "IM_TOKEN_URL", "", ValueTypes.url());
    static final Setting<URI> API_URL = environment("api-url", "IM_API_URL", "", ValueTypes.baseUrl());
    static final Setting<LocationTemplate> CREDITS_LOCATION =
            environment("credits-location", "CREDITS_LOCATION", "", ValueTypes.template());
    static final Setting<Location> RUNS_LOCATION =
            environment("runs-location", "RUNS_LOCATION", "", ValueTypes.folder());
    static final Setting<Location> RESULTS_LOCATION =
            environment("results-location", "RESULTS_LOCATION", "", ValueTypes.folder());
    static final Setting<Location> AUDIT_LOCATION =
            environment("audit-location", "AUDIT_LOCATION", "", ValueTypes.folder());
    static final Setting<Location> IDEMPOTENCY_LOCATION =
            environment("idempotency-location", "IDEMPOTENCY_LOCATION", "", ValueTypes.folder());

    static final Setting<ImDialect> DIALECT = setting("dialect", "course", ValueTypes.oneOf(ImDialect.class));
    static final Setting<AuthStyle> TOKEN_AUTH_STYLE =
            setting("token-auth-style", "body", ValueTypes.oneOf(AuthStyle.class));
    static final Setting<Integer> REQUESTS_PER_MINUTE =
            setting("requests-per-minute", "100", ValueTypes.wholeNumber(0, 100_000));
    static final Setting<Integer> TENANT_REQUESTS_PER_MINUTE =
            setting("tenant-requests-per-minute", "", ValueTypes.tenantLimit());
    static final Setting<LimitShare> LIMIT_SHARE_OF =
            environment("limit-share-of", "IM_LIMIT_SHARE_OF", "all", ValueTypes.oneOf(LimitShare.class));
    static final Setting<SharedWith> LIMIT_SHARED_WITH =
            environment("limit-shared-with", "IM_LIMIT_SHARED_WITH", SharedWith.NOBODY, SharedWith.TYPE);
    static final Setting<Integer> MAX_IN_FLIGHT = setting("max-in-flight", "4", ValueTypes.wholeNumber(1, 16));
    static final Setting<Integer> BATCH_SIZE = setting("batch-size", "100", ValueTypes.wholeNumber(1, 1_000));
    static final Setting<Integer> PAGE_SIZE = setting("page-size", "100", ValueTypes.wholeNumber(1, 1_000));
    static final Setting<Integer> MAX_ATTEMPTS = setting("max-attempts", "4", ValueTypes.wholeNumber(1, 10));
    static final Setting<Duration> CONNECT_TIMEOUT =
            setting("connect-timeout-seconds", "5", ValueTypes.duration(1, 60, "seconds", Duration::ofSeconds));
    static final Setting<Duration> REQUEST_TIMEOUT =
            setting("request-timeout-seconds", "30", ValueTypes.duration(1, 300, "seconds", Duration::ofSeconds));
    static final Setting<Integer> REJECT_THRESHOLD_PERCENT =
            setting("reject-threshold-percent", "5", ValueTypes.wholeNumber(0, 100));
    static final Setting<FormulaGuard> REJECTS_FORMULA_GUARD =
            setting("rejects-formula-guard", "off", ValueTypes.oneOf(FormulaGuard.class));
    static final Setting<EmptyInput> EMPTY_INPUT = setting("empty-input", "fail", ValueTypes.oneOf(EmptyInput.class));
    static final Setting<Duration> INPUT_WAIT =
            setting("input-wait-minutes", "120", ValueTypes.duration(0, 1_440, "minutes", Duration::ofMinutes));
    static final Setting<Duration> GIVE_UP_AFTER =
            setting("give-up-after-hours", "8", ValueTypes.duration(1, 24, "hours", Duration::ofHours));
    static final Setting<ZoneId> TIME_ZONE = setting("time-zone", "UTC", ValueTypes.zone());
    static final Setting<Integer> BUSINESS_DAY_OFFSET =
            setting("business-day-offset", "-1", ValueTypes.wholeNumber(-31, 31));
    static final Setting<Pattern> ALREADY_EXISTS_PATTERN =
            setting("already-exists-pattern", Presence.DEFAULT, ValueTypes.pattern());
    static final Setting<Optional<Pattern>> PLACEHOLDER_PATTERN =
            setting("placeholder-pattern", Placeholders.DEFAULT, ValueTypes.optional(ValueTypes.wholePattern()));
    static final Setting<AmountDecimals> AMOUNT_DECIMALS =
            setting("amount-decimals", "lenient", ValueTypes.oneOf(AmountDecimals.class));
    static final Setting<CurrencyCodes> CURRENCY_CODES =
            setting("currency-codes", "active", ValueTypes.oneOf(CurrencyCodes.class));
    static final Setting<Integer> TRANSACTION_DATE_PAST_DAYS =
            setting("transaction-date-past-days", "1826", ValueTypes.wholeNumber(0, 3_660_000));
    static final Setting<Integer> TRANSACTION_DATE_FUTURE_DAYS =
            setting("transaction-date-future-days", "366", ValueTypes.wholeNumber(0, 3_660_000));
    static final Setting<Integer> AMOUNT_OUTLIER_FACTOR =
            setting("amount-outlier-factor", "1000", ValueTypes.wholeNumber(0, 1_000_000_000 - 1));
    static final Setting<Optional<Location>> CREDIT_MAPPING =
            setting("credit-mapping", "none", ValueTypes.optional(ValueTypes.object()));
    static final Setting<Optional<String>> RESULTS_FILTER =
            setting("results-filter", "status eq 'APPROVED'", ValueTypes.optional(ValueTypes.text()));
    static final Setting<Optional<String>> RESULTS_SELECT =
            setting("results-select", "none", ValueTypes.optional(ValueTypes.text()));
    static final Setting<Optional<String>> RESULTS_ORDERBY =
            setting("results-orderby", "none", ValueTypes.optional(ValueTypes.text()));
    static final Setting<RowsFormat> RESULTS_FORMAT =
            setting("results-format", "jsonl", ValueTypes.oneOf(RowsFormat.class));
    static final Setting<FormulaGuard> RESULTS_FORMULA_GUARD =
            setting("results-formula-guard", "off", ValueTypes.oneOf(FormulaGuard.class));
    static final Setting<EmptyInput> EMPTY_RESULTS = setting("empty-results", "ok", ValueTypes.oneOf(EmptyInput.class));
    static final Setting<String> EVENT_TYPE = setting("event-type", "", ValueTypes.text());
    static final Setting<Optional<String>> CALENDAR =
            setting("calendar", "none", ValueTypes.optional(ValueTypes.text()));
    static final Setting<String> LINE_UNIT_TYPE = setting("line-unit-type", "integer", ValueTypes.text());
    static final Setting<AssignBy> ASSIGN_BY = setting("assign-by", "payee", ValueTypes.oneOf(AssignBy.class));
    static final Setting<Optional<String>> BUSINESS_UNIT =
            setting("business-unit", "none", ValueTypes.optional(ValueTypes.text()));
    static final Setting<Optional<String>> PROCESSING_UNIT =
            setting("processing-unit", "none", ValueTypes.optional(ValueTypes.text()));
    static final Setting<Optional<String>> CONTENT_HASH_ATTRIBUTE =
            setting("content-hash-attribute", "none", ValueTypes.optional(ValueTypes.attribute()));
    static final Setting<References> REFERENCES = setting("references", "mixed", ValueTypes.oneOf(References.class));
    static final Setting<ReadBeforeWrite> READ_BEFORE_WRITE =
            setting("read-before-write", "always", ValueTypes.oneOf(ReadBeforeWrite.class));
    static final Setting<Duration> SETTLE =
            setting("settle-seconds", "", ValueTypes.duration(0, 600, "seconds", Duration::ofSeconds));
    static final Setting<String> RESULTS_RESOURCE = setting("results-resource", "payments", ValueTypes.text());
    static final Setting<String> RESULTS_PERIOD = setting("results-period", "current,previous", ValueTypes.text());
    static final Setting<ResultsStatus> RESULTS_STATUS =
            setting("results-status", "posted", ValueTypes.oneOf(ResultsStatus.class));

    /** Defaults of a tenant, where they are not those of the table above. */
    private static final Map<Setting<?>, String> TENANT_DEFAULTS = Map.of(
            SCOPE,
            ValueTypes.NONE,
            TOKEN_AUTH_STYLE,
            "basic-with-id",
            ALREADY_EXISTS_PATTERN,
            "TCMP_35004",
            RESULTS_FILTER,
            ValueTypes.NONE);

    /** What a run keeps from its begin to its end, because it shapes what a credit becomes in a tenant. */
    static final List<Setting<?>> OF_A_TRANSACTION = List.of(
            DIALECT,
            EVENT_TYPE,
            CALENDAR,
            LINE_UNIT_TYPE,
            ASSIGN_BY,
            BUSINESS_UNIT,
            PROCESSING_UNIT,
            CONTENT_HASH_ATTRIBUTE,
            REFERENCES);

    static final List<Setting<?>> ALL = List.of(
            CLIENT_SECRET_ID,
            SCOPE,
            SETTINGS_PATH,
            TOKEN_URL,
            API_URL,
            CREDITS_LOCATION,
            RUNS_LOCATION,
            RESULTS_LOCATION,
            AUDIT_LOCATION,
            IDEMPOTENCY_LOCATION,
            DIALECT,
            TOKEN_AUTH_STYLE,
            REQUESTS_PER_MINUTE,
            TENANT_REQUESTS_PER_MINUTE,
            LIMIT_SHARE_OF,
            LIMIT_SHARED_WITH,
            MAX_IN_FLIGHT,
            BATCH_SIZE,
            PAGE_SIZE,
            MAX_ATTEMPTS,
            CONNECT_TIMEOUT,
            REQUEST_TIMEOUT,
            REJECT_THRESHOLD_PERCENT,
            REJECTS_FORMULA_GUARD,
            EMPTY_INPUT,
            INPUT_WAIT,
            GIVE_UP_AFTER,
            TIME_ZONE,
            BUSINESS_DAY_OFFSET,
            ALREADY_EXISTS_PATTERN,
            PLACEHOLDER_PATTERN,
            AMOUNT_DECIMALS,
            CURRENCY_CODES,
            TRANSACTION_DATE_PAST_DAYS,
            TRANSACTION_DATE_FUTURE_DAYS,
            AMOUNT_OUTLIER_FACTOR,
            CREDIT_MAPPING,
            RESULTS_FILTER,
            RESULTS_SELECT,
            RESULTS_ORDERBY,
            RESULTS_FORMAT,
            RESULTS_FORMULA_GUARD,
            EMPTY_RESULTS,
            EVENT_TYPE,
            CALENDAR,
            LINE_UNIT_TYPE,
            ASSIGN_BY,
            BUSINESS_UNIT,
            PROCESSING_UNIT,
            CONTENT_HASH_ATTRIBUTE,
            REFERENCES,
            READ_BEFORE_WRITE,
            SETTLE,
            RESULTS_RESOURCE,
            RESULTS_PERIOD,
            RESULTS_STATUS);

    /** The text that stands for a value where none is set; empty when there is none. */
    String defaultText(ImDialect dialect) {
        return dialect == ImDialect.TENANT ? TENANT_DEFAULTS.getOrDefault(this, defaultText) : defaultText;
    }

    private static <T> Setting<T> environment(
            String name, String environmentName, String defaultText, ValueType<T> type) {
        return new Setting<>(name, environmentName, true, defaultText, type);
    }

    private static <T> Setting<T> setting(String name, String defaultText, ValueType<T> type) {
        var environmentName = "IM_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
        return new Setting<>(name, environmentName, false, defaultText, type);
    }
}
