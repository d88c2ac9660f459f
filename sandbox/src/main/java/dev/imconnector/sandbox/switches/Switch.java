package dev.imconnector.sandbox.switches;

import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One switch of the sandbox: a name, a default, and the form of its values. The constants are all there are. What is
 * unknown about IM has a switch, so that a client can be tried against each reading. Immutable.
 *
 * @param <T> the type of its values
 */
public final class Switch<T> {

    private static final Map<String, Switch<?>> ALL = new LinkedHashMap<>();

    // Rate limit
    public static final Switch<Integer> RATE_LIMIT =
            number("rate-limit", 100, 0, 10_000_000, "requests in 60 s, token calls included; 0: no limit");
    public static final Switch<RateWindow> RATE_WINDOW =
            choice("rate-window", RateWindow.SLIDING, "how the 60 s are laid");
    public static final Switch<RateScope> RATE_SCOPE = choice("rate-scope", RateScope.TENANT, "who shares the limit");
    public static final Switch<Boolean> RATE_COUNTS_REFUSED =
            flag("rate-counts-refused", false, "whether a request answered with 429 takes a slot too");
    public static final Switch<String> RETRY_AFTER =
            text("retry-after", "30", "the Retry-After of a 429 and of a 503 fault, as it is; empty: none");

    // Token endpoint
    public static final Switch<Integer> EXPIRES_IN = number("expires-in", 1_800, 0, 1_000_000, "life of a token in s");
    public static final Switch<String> EXPIRES_IN_ANSWER =
            text("expires-in-answer", "", "what expires_in says instead, as JSON; 'none': left out; empty: the truth");
    public static final Switch<String> TOKEN_TYPE = text("token-type", "Bearer", "the token_type of the answer");
    public static final Switch<TokenAuth> TOKEN_AUTH =
            choice("token-auth", TokenAuth.ANY, "where client id and secret are taken from");
    public static final Switch<MissingScope> MISSING_SCOPE =
            choice("missing-scope", MissingScope.ALL, "what a token request without a scope gets");
    public static final Switch<Integer> SCOPE_REFUSAL =
            oneOf("scope-refusal", 403, "status when the client lacks the scope", 400, 403);

    // Writing credits
    public static final Switch<DuplicateStyle> DUPLICATE =
            choice("duplicate", DuplicateStyle.ERROR_EXISTS, "how a sourceRef that is there already is answered");
    public static final Switch<String> DUPLICATE_MESSAGE =
            text("duplicate-message", "Credit {sourceRef} is there", "the words of duplicate=error-custom");
    public static final Switch<BadBatchStyle> BAD_BATCH =
            choice("bad-batch", BadBatchStyle.ITEMS, "how a batch with a bad record is answered");
    public static final Switch<WholeBatchApplies> WHOLE_BATCH_APPLIES =
            choice("whole-batch-applies", WholeBatchApplies.NOTHING, "what a batch refused as a whole leaves behind");
    public static final Switch<Integer> CREATED_STATUS =
            oneOf("created-status", 201, "status of a batch that is all created", 200, 201, 207);
    public static final Switch<Integer> MIXED_STATUS =
            oneOf("mixed-status", 207, "status of a batch with some record not created", 200, 201, 207);
    public static final Switch<AnswerOrder> ANSWER_ORDER =
            choice("answer-order", AnswerOrder.SAME, "the order of results in a batch answer");
    public static final Switch<Integer> OMIT_EVERY =
            number("omit-every", 0, 0, 1_000_000, "each Nth record is left out of its batch's answer; 0: none");
    public static final Switch<Optional<Pattern>> OMIT_REF =
            pattern("omit-ref", "sourceRefs that are always left out of the answer");
    public static final Switch<Boolean> OMITTED_APPLIED =
            flag("omitted-applied", true, "whether a record left out of the answer was stored");
    public static final Switch<Integer> MAX_BATCH =
            number("max-batch", 1_000, 0, 1_000_000, "most records in a batch; 0: no maximum");
    public static final Switch<Integer> MAX_BATCH_STATUS =
            oneOf("max-batch-status", 413, "status of a larger batch", 400, 413);
    public static final Switch<Optional<Pattern>> REJECT_REF =
            pattern("reject-ref", "sourceRefs that are rejected with reject-message");
    public static final Switch<String> REJECT_MESSAGE =
            text("reject-message", "Rejected by rule", "why reject-ref is rejected; {sourceRef} is filled in");
    public static final Switch<Optional<Pattern>> POISON_REF =
            pattern("poison-ref", "sourceRefs whose batch ends as poison-action says, with nothing stored");
    public static final Switch<PoisonAction> POISON_ACTION =
            choice("poison-action", PoisonAction.STATUS_500, "how a request with a poison record ends");
    public static final Switch<List<String>> PERIODS =
            words("periods", "the periodIds that exist, separated by blanks; empty: any");
    public static final Switch<Boolean> KNOWN_PARTICIPANTS =
            flag("known-participants", false, "whether a credit's participant must be one of the sandbox's");

    // Other writes
    public static final Switch<Integer> UNCHANGED_STATUS =
            oneOf("unchanged-status", 200, "status of a PUT or PATCH that changes nothing", 200, 304);
    public static final Switch<Integer> PIPELINE_SECONDS =
            number("pipeline-seconds", 30, 0, 1_000_000, "how long a pipeline run started from now on takes");
    public static final Switch<String> PIPELINE_END =
            text("pipeline-end", "COMPLETED", "the last status of a pipeline run started from now on");
    public static final Switch<Optional<Pattern>> CLASSIFICATION_ERROR_REF =
            pattern("classification-error-ref", "sourceRefs whose credit a successful pipeline run puts to ERROR");

    // Reading
    public static final Switch<Integer> RESULTS =
            number("results", 1_000, 0, 10_000_000, "how many results there are; computed, not stored");
    public static final Switch<Integer> PAGE_SIZE = number("page-size", 100, 1, 10_000, "rows of a page without $top");
    public static final Switch<Integer> MAX_TOP = number("max-top", 100, 1, 10_000, "the largest page");
    public static final Switch<TopAboveMax> TOP_ABOVE_MAX =
            choice("top-above-max", TopAboveMax.CLAMP, "what a $top beyond the largest page does");
    public static final Switch<TopMeaning> TOP_MEANING = choice("top-meaning", TopMeaning.PAGE, "what $top limits");
    public static final Switch<RowOrder> ROW_ORDER =
            choice("row-order", RowOrder.UNSTABLE, "how rows come that $orderby leaves equal");
    public static final Switch<NextLinkForm> NEXTLINK_FORM =
            choice("nextlink-form", NextLinkForm.ABSOLUTE, "what nextLink is relative to");
    public static final Switch<Boolean> NEXTLINK_ENCODED =
            flag("nextlink-encoded", true, "whether nextLink's query is percent-encoded");
    public static final Switch<Optional<URI>> NEXTLINK_ORIGIN =
            origin("nextlink-origin", "scheme://host[:port] of absolute nextLinks; empty: where the request came in");
    public static final Switch<String> NEXTLINK_LITERAL =
            text("nextlink-literal", "", "nextLink of every page but the last, as it is; empty: the right one");
    public static final Switch<Integer> NEXTLINK_LIFE_SECONDS =
            number("nextlink-life-seconds", 0, 0, 1_000_000, "after which a nextLink has expired; 0: never");
    public static final Switch<Integer> EXPIRED_LINK_STATUS =
            oneOf("expired-link-status", 410, "status of an expired nextLink", 400, 410);
    public static final Switch<Integer> EXPIRE_LINK_OF_PAGE =
            number("expire-link-of-page", 0, 0, 1_000_000, "the nextLink to that page has always expired; 0: none");
    public static final Switch<Integer> EMPTY_PAGE_EVERY =
            number("empty-page-every", 0, 0, 1_000_000, "each Nth page is empty, with a nextLink; 0: none");
    public static final Switch<Integer> REPEAT_PAGE =
            number("repeat-page", 0, 0, 1_000_000, "that page comes twice, under another link; 0: none");
    public static final Switch<Integer> LOOP_AT_PAGE =
            number("loop-at-page", 0, 0, 1_000_000, "that page's nextLink is the link it was reached by; 0: none");

    // Faults
    public static final Switch<List<FaultRule>> FAULT = add(
            "fault",
            List.of(),
            "rules separated by ';'",
            "what goes wrong, e.g. 'next 3 status 503 on batch'; setting it starts its counts anew",
            FaultRule::parseAll,
            rules -> rules.stream().map(FaultRule::toString).collect(Collectors.joining("; ")));
    public static final Switch<Integer> LATENCY_MILLIS =
            number("latency-ms", 0, 0, 600_000, "how long each answer is held back after the request was carried out");
    public static final Switch<Integer> LATENCY_JITTER_MILLIS =
            number("latency-jitter-ms", 0, 0, 600_000, "up to how much longer, at random");
    public static final Switch<Integer> STALL_SECONDS =
            number("stall-seconds", 120, 1, 3_600, "how long a stalled request is kept without an answer");

    private final String name;
    private final T defaultValue;
    private final String allowed;
    private final String description;
    private final Function<String, T> parser;
    private final Function<T, String> formatter;

    private Switch(
            String name,
            T defaultValue,
            String allowed,
            String description,
            Function<String, T> parser,
            Function<T, String> formatter) {
        this.name = name;
        this.defaultValue = defaultValue;
        this.allowed = allowed;
        this.description = description;
        this.parser = parser;
        this.formatter = formatter;
    }

    /** All switches, in the order in which they are described. */
    public static Collection<Switch<?>> all() {
        return Collections.unmodifiableCollection(ALL.values());
    }

    /** @throws SandboxSettingException when there is none of that name */
    public static Switch<?> named(String name) {
        var found = ALL.get(name);
        if (found == null) {
            throw new SandboxSettingException(
                    "there is no switch '" + name + "'", "Choose one of " + String.join(", ", ALL.keySet()));
        }
        return found;
    }

    public String name() {
        return name;
    }

    public T defaultValue() {
        return defaultValue;
    }

    /** Which values it takes, for people. */
    public String allowed() {
        return allowed;
    }

    public String description() {
        return description;
    }

    /** @throws SandboxSettingException when the text is not one of its values */
    public T parse(String text) {
        try {
            return parser.apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new SandboxSettingException(
                    "switch " + name + ": '" + text + "' is not allowed", "Use " + allowed, e);
        }
    }

    /** The value in the form that {@link #parse} reads. */
    public String format(T value) {
        return formatter.apply(value);
    }

    @Override
    public String toString() {
        return name;
    }

    private static <T> Switch<T> add(
            String name,
            T defaultValue,
            String allowed,
            String description,
            Function<String, T> parser,
            Function<T, String> formatter) {
        var added = new Switch<>(name, defaultValue, allowed, description, parser, formatter);
        ALL.put(name, added);
        return added;
    }

    private static Switch<Integer> number(String name, int defaultValue, int least, int most, String description) {
        return add(
                name,
                defaultValue,
                least + " to " + most,
                description,
                text -> within(text, least, most),
                String::valueOf);
    }

    private static Switch<Integer> oneOf(String name, int defaultValue, String description, Integer... allowed) {
        return add(
                name,
                defaultValue,
                "one of " + List.of(allowed),
                description,
                text -> among(text, allowed),
                String::valueOf);
    }

    private static int among(String text, Integer... allowed) {
        var number = Integer.parseInt(text);
        if (!List.of(allowed).contains(number)) {
            throw new IllegalArgumentException("not among them");
        }
        return number;
    }

    private static int within(String text, int least, int most) {
        var number = Integer.parseInt(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }

    private static Switch<Boolean> flag(String name, boolean defaultValue, String description) {
        return add(name, defaultValue, "true or false", description, Switch::trueOrFalse, String::valueOf);
    }

    private static boolean trueOrFalse(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("neither true nor false");
        }
        return text.equals("true");
    }

    private static Switch<String> text(String name, String defaultValue, String description) {
        return add(name, defaultValue, "any text", description, Function.identity(), Function.identity());
    }

    private static Switch<List<String>> words(String name, String description) {
        return add(
                name,
                List.of(),
                "words separated by blanks",
                description,
                text -> text.isEmpty() ? List.of() : List.of(text.split("\\s+")),
                words -> String.join(" ", words));
    }

    private static Switch<Optional<Pattern>> pattern(String name, String description) {
        return add(
                name,
                Optional.empty(),
                "a regular expression over the whole sourceRef, empty: none",
                description,
                text -> text.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(text)),
                value -> value.map(Pattern::pattern).orElse(""));
    }

    private static Switch<Optional<URI>> origin(String name, String description) {
        return add(
                name,
                Optional.empty(),
                "scheme://host[:port], or empty",
                description,
                text -> text.isEmpty() ? Optional.empty() : Optional.of(URI.create(text)),
                value -> value.map(URI::toString).orElse(""));
    }

    private static <E extends Enum<E>> Switch<E> choice(String name, E defaultValue, String description) {
        var words = Arrays.stream(defaultValue.getDeclaringClass().getEnumConstants())
                .map(Switch::word)
                .collect(Collectors.joining(", "));
        return add(
                name,
                defaultValue,
                "one of " + words,
                description,
                text -> constant(defaultValue.getDeclaringClass(), text),
                Switch::word);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such value"));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
