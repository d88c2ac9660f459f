package dev.imconnector.settings;

import dev.imconnector.credit.PlausibilityRules;
import dev.imconnector.oauth.TokenRequestSettings.AuthStyle;
import dev.imconnector.problem.Problem;
import dev.imconnector.store.Location;
import dev.imconnector.store.LocationTemplate;
import dev.imconnector.store.RowsFormat;
import dev.imconnector.time.BusinessCalendar;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of one invocation, all checked. Each getter throws a {@link SettingException} when its value cannot be used,
 * which names all that are wrong: who needs one of them shall not have to deploy once for each, and who needs none is not
 * kept from working. Holds nothing secret. Safe for use by several threads.
 */
public final class Settings {

    private final Map<Setting<?>, ResolvedSetting<?>> resolved;
    private final List<Problem> ofReading;
    private final List<Problem> faults;
    private volatile boolean haveRefused;

    /** The names of all environment variables that are settings. */
    public static Set<String> environmentNames() {
        return Setting.ALL.stream().map(Setting::environmentName).collect(Collectors.toUnmodifiableSet());
    }

    Settings(Map<Setting<?>, ResolvedSetting<?>> resolved, List<Problem> warnings) {
        this.resolved = Map.copyOf(resolved);
        this.faults = Setting.ALL.stream()
                .<ResolvedSetting<?>>map(resolved::get)
                .flatMap(setting -> setting.fault().stream())
                .distinct()
                .toList();
        this.ofReading = List.copyOf(warnings);
    }

    /** @throws SettingException when any value cannot be used, needed or not */
    public Settings mustAllBeUsable() {
        if (!faults.isEmpty()) {
            throw unusable();
        }
        return this;
    }

    /** Whether somebody has needed a value that cannot be used. */
    boolean haveRefused() {
        return haveRefused;
    }

    /** All that is wrong at once. */
    private SettingException unusable() {
        haveRefused = true;
        return new SettingException(new Problem(
                "SETTING_INVALID",
                faults.stream().map(Problem::message).collect(Collectors.joining("; ")),
                faults.stream().map(Problem::fix).collect(Collectors.joining("; "))));
    }

    /** The secret with the client's credentials, or empty when they are in the environment. */
    public Optional<String> clientSecretId() {
        return find(Setting.CLIENT_SECRET_ID);
    }

    /** The scopes to ask for, separated by blanks; empty when the request names no scope. */
    public Optional<String> scope(ClientRole role) {
        return find(Setting.SCOPE).orElse(Optional.of(role.defaultScope()));
    }

    /** @throws SettingException SETTING_MISSING: nobody's tenant lives at an address that could be guessed */
    public URI tokenUrl() {
        return require(Setting.TOKEN_URL);
    }

    /** Without a slash at its end. @throws SettingException SETTING_MISSING */
    public URI apiUrl() {
        return require(Setting.API_URL);
    }

    /** How IM is spoken to. */
    public ImDialect dialect() {
        return get(Setting.DIALECT);
    }

    /** Whether somebody has set the dialect, and it is not just the default. */
    public boolean hasDialect() {
        return resolved.get(Setting.DIALECT).found().source() != SettingValue.Source.DEFAULT;
    }

    public AuthStyle tokenAuthStyle() {
        return get(Setting.TOKEN_AUTH_STYLE);
    }

    /**
     * The requests a minute of this function, token calls included, 0 to 100,000; 0 means no limit. When it is not
     * set, the function's share of {@code tenant-requests-per-minute}.
     */
    public int requestsPerMinute() {
        return get(Setting.REQUESTS_PER_MINUTE);
    }

    /** The requests at a time, 1 to 16. */
    public int maxInFlight() {
        return get(Setting.MAX_IN_FLIGHT);
    }

    /** The most credits in a request, 1 to 1,000. */
    public int batchSize() {
        return get(Setting.BATCH_SIZE);
    }

    /** The most rows in a page, 1 to 1,000. */
    public int pageSize() {
        return get(Setting.PAGE_SIZE);
    }

    /** The attempts of one request, the first included, 1 to 10. */
    public int maxAttempts() {
        return get(Setting.MAX_ATTEMPTS);
    }

    /** The limit for making a connection, 1 to 60 s. */
    public Duration connectTimeout() {
        return get(Setting.CONNECT_TIMEOUT);
    }

    /** The limit for one request and its answer, 1 to 300 s. */
    public Duration requestTimeout() {
        return get(Setting.REQUEST_TIMEOUT);
    }

    /** The share of rejects, in percent (0 to 100), above which a run fails. */
    public int rejectThresholdPercent() {
        return get(Setting.REJECT_THRESHOLD_PERCENT);
    }

    /** Whether cells of the rejects file get a guard against being run as formulas. */
    public FormulaGuard rejectsFormulaGuard() {
        return get(Setting.REJECTS_FORMULA_GUARD);
    }

    public EmptyInput emptyInput() {
        return get(Setting.EMPTY_INPUT);
    }

    /** How long a missing export is waited for, 0 to 24 h. */
    public Duration inputWait() {
        return get(Setting.INPUT_WAIT);
    }

    /** How long a run may go without any progress, 1 to 24 h. */
    public Duration giveUpAfter() {
        return get(Setting.GIVE_UP_AFTER);
    }

    public BusinessCalendar businessCalendar() {
        return new BusinessCalendar(get(Setting.TIME_ZONE), get(Setting.BUSINESS_DAY_OFFSET));
    }

    /**
     * The pattern that finds "already there" in IM's error message for one credit; it never matches the empty
     * message.
     */
    public Pattern alreadyExistsPattern() {
        return get(Setting.ALREADY_EXISTS_PATTERN);
    }

    /** The mapping file for exports with their own headers. */
    public Optional<Location> creditMapping() {
        return get(Setting.CREDIT_MAPPING);
    }

    /** The filter of the scheduled pull, or empty for all rows. */
    public Optional<String> resultsFilter() {
        return get(Setting.RESULTS_FILTER);
    }

    /** The fields of the scheduled pull, or empty for all. */
    public Optional<String> resultsSelect() {
        return get(Setting.RESULTS_SELECT);
    }

    /** The order of the scheduled pull, or empty for that of the entity. */
    public Optional<String> resultsOrderby() {
        return get(Setting.RESULTS_ORDERBY);
    }

    public RowsFormat resultsFormat() {
        return get(Setting.RESULTS_FORMAT);
    }

    public FormulaGuard resultsFormulaGuard() {
        return get(Setting.RESULTS_FORMULA_GUARD);
    }

    /** What a pull without a row means. */
    public EmptyInput emptyResults() {
        return get(Setting.EMPTY_RESULTS);
    }

    /** The event type of a tenant's transactions; empty when none is set, and then none can be sent. */
    public Optional<String> eventType() {
        return find(Setting.EVENT_TYPE);
    }

    /** The tenant's calendar whose periods count; empty for the only one there is. */
    public Optional<String> calendar() {
        return get(Setting.CALENDAR);
    }

    /** The tenant's unit type of line numbers. */
    public String lineUnitType() {
        return get(Setting.LINE_UNIT_TYPE);
    }

    public AssignBy assignBy() {
        return get(Setting.ASSIGN_BY);
    }

    /** The business unit of a tenant's orders and transactions; empty when they have none. */
    public Optional<String> businessUnit() {
        return get(Setting.BUSINESS_UNIT);
    }

    /** The processing unit of a tenant's orders and transactions; empty when they have none. */
    public Optional<String> processingUnit() {
        return get(Setting.PROCESSING_UNIT);
    }

    /** The generic attribute of a tenant's transactions that keeps the hash of their content; empty for none. */
    public Optional<String> contentHashAttribute() {
        return get(Setting.CONTENT_HASH_ATTRIBUTE);
    }

    public References references() {
        return get(Setting.REFERENCES);
    }

    public ReadBeforeWrite readBeforeWrite() {
        return get(Setting.READ_BEFORE_WRITE);
    }

    /** How long a tenant may be at work on a request that was left without an answer, 0 to 600 s. */
    public Duration settle() {
        return find(Setting.SETTLE).orElseGet(this::requestTimeout);
    }

    /** Which rows of a tenant are its results. */
    public String resultsResource() {
        return get(Setting.RESULTS_RESOURCE);
    }

    /** Which of a tenant's results are pulled. */
    public ResultsStatus resultsStatus() {
        return get(Setting.RESULTS_STATUS);
    }

    /** Of which periods a tenant's results are pulled. */
    public String resultsPeriod() {
        return get(Setting.RESULTS_PERIOD);
    }

    /**
     * What a run keeps of these settings from its begin to its end beside what every dialect has: names and texts.
     *
     * @throws SettingException SETTING_INVALID when one cannot be used
     */
    public Map<String, String> ofATransaction() {
        var texts = new TreeMap<String, String>();
        Setting.OF_A_TRANSACTION.forEach(setting -> {
            find(setting);
            texts.put(setting.name(), resolved.get(setting).found().value());
        });
        return texts;
    }

    /**
     * These settings with what a run has kept.
     *
     * @param kept of {@link #ofATransaction}
     */
    public Settings keeping(Map<String, String> kept) {
        var all = new HashMap<>(resolved);
        for (var setting : Setting.OF_A_TRANSACTION) {
            if (kept.containsKey(setting.name())) {
                all.put(setting, kept(setting, kept.get(setting.name())));
            }
        }
        return new Settings(all, ofReading);
    }

    private <T> ResolvedSetting<T> kept(Setting<T> setting, String text) {
        return ResolvedSetting.of(setting, new SettingValue(setting.name(), text, SettingValue.Source.RUN, ""));
    }

    /** @throws SettingException SETTING_MISSING */
    public LocationTemplate creditsLocation() {
        return require(Setting.CREDITS_LOCATION);
    }

    /** What makes a credit implausible although its form is right. */
    public PlausibilityRules plausibility() {
        return new PlausibilityRules(
                get(Setting.PLACEHOLDER_PATTERN).map(Pattern::pattern).orElse(null),
                get(Setting.AMOUNT_DECIMALS),
                get(Setting.CURRENCY_CODES),
                get(Setting.TRANSACTION_DATE_PAST_DAYS),
                get(Setting.TRANSACTION_DATE_FUTURE_DAYS),
                get(Setting.AMOUNT_OUTLIER_FACTOR));
    }

    /** A folder. @throws SettingException SETTING_MISSING */
    public Location runsLocation() {
        return require(Setting.RUNS_LOCATION);
    }

    /** A folder. @throws SettingException SETTING_MISSING */
    public Location resultsLocation() {
        return require(Setting.RESULTS_LOCATION);
    }

    /** A folder for the audit of the HTTP API; in that of the runs when none is set. @throws SettingException SETTING_MISSING */
    public Location auditLocation() {
        return find(Setting.AUDIT_LOCATION)
                .orElseGet(() -> runsLocation().asFolder().resolve("audit/"));
    }

    /** A folder for idempotency keys; in that of the runs when none is set. @throws SettingException SETTING_MISSING */
    public Location idempotencyLocation() {
        return find(Setting.IDEMPOTENCY_LOCATION)
                .orElseGet(() -> runsLocation().asFolder().resolve("idempotency/"));
    }

    /** Each setting with its value and where that came from, in the order of the documentation. */
    public List<SettingValue> values() {
        return Setting.ALL.stream()
                .<SettingValue>map(setting -> resolved.get(setting).found())
                .toList();
    }

    /** What is to be logged and counted: names that no setting has, values that cannot be used or be read anew. */
    public List<Problem> warnings() {
        return Stream.concat(ofReading.stream(), faults.stream()).toList();
    }

    private <T> Optional<T> find(Setting<T> setting) {
        @SuppressWarnings("unchecked") // SettingsReader resolves each setting by its own type
        var found = (ResolvedSetting<T>) resolved.get(setting);
        if (found.fault().isPresent()) {
            throw unusable();
        }
        return found.value();
    }

    private <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new NoSuchElementException("no default for " + setting.name()));
    }

    private <T> T require(Setting<T> setting) {
        return find(setting)
                .orElseThrow(() -> new SettingException(new Problem(
                        "SETTING_MISSING",
                        "The environment variable " + setting.environmentName() + " is not set",
                        "Set it to " + setting.type().allowed())));
    }
}
