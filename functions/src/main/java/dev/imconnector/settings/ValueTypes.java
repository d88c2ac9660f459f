package dev.imconnector.settings;

import dev.imconnector.http.EndpointAddress;
import dev.imconnector.problem.BudgetedPattern;
import dev.imconnector.settings.ValueType.Unusable;
import dev.imconnector.store.Location;
import dev.imconnector.store.LocationTemplate;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** The types of the settings' values. */
final class ValueTypes {

    /** How to say that an optional setting with a default has no value; a blank one is as good as absent. */
    static final String NONE = "none";

    private static final int MAX_TEXT_LENGTH = 2_000;

    /** RFC 6749 section 3.3. */
    private static final String SCOPE_TOKEN = "[\\x21\\x23-\\x5B\\x5D-\\x7E]+";

    private static final Pattern SCOPE = Pattern.compile(SCOPE_TOKEN + "( " + SCOPE_TOKEN + ")*");

    /** docs.aws.amazon.com/systems-manager: names of letters, digits, _ . - in at most 15 levels. */
    private static final Pattern PARAMETER_PATH = Pattern.compile("(/[A-Za-z0-9_.-]+){1,14}");

    private ValueTypes() {}

    static ValueType<Integer> wholeNumber(int min, int max) {
        var allowed = "a whole number from " + min + " to " + max;
        return new ValueType<>(allowed, text -> {
            if (!text.matches("-?[0-9]{1,9}")) {
                throw new Unusable("");
            }
            var number = Integer.parseInt(text);
            if (number < min || number > max) {
                throw new Unusable("");
            }
            return number;
        });
    }

    /** The requests a minute that the tenant allows; few of them could not be shared. */
    static ValueType<Integer> tenantLimit() {
        var number = wholeNumber(0, TenantLimit.MOST);
        return new ValueType<>(
                "0 for no limit, or a whole number from " + TenantLimit.LEAST + " to " + TenantLimit.MOST, text -> {
                    var limit = number.parse(text);
                    if (limit > 0 && limit < TenantLimit.LEAST) {
                        throw new Unusable("each function needs at least one request a minute");
                    }
                    return limit;
                });
    }

    static ValueType<Duration> duration(int min, int max, String unit, LongFunction<Duration> ofUnits) {
        var number = wholeNumber(min, max);
        return new ValueType<>(number.allowed() + " (" + unit + ")", text -> ofUnits.apply(number.parse(text)));
    }

    static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
        var allowed =
                Arrays.stream(type.getEnumConstants()).map(ValueTypes::word).collect(Collectors.joining(" or "));
        return new ValueType<>(
                allowed,
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> word(constant).equals(text.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new Unusable("")));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ValueType<String> text() {
        return new ValueType<>("at most " + MAX_TEXT_LENGTH + " characters on one line", text -> {
            if (text.length() > MAX_TEXT_LENGTH || text.chars().anyMatch(Character::isISOControl)) {
                throw new Unusable("");
            }
            return text;
        });
    }

    static ValueType<String> scope() {
        return new ValueType<>("one or more OAuth scopes, separated by blanks", text -> {
            if (!SCOPE.matcher(text).matches()) {
                throw new Unusable("");
            }
            return text;
        });
    }

    static ValueType<String> parameterPath() {
        return new ValueType<>("a parameter path such as /im-connector/prod", text -> {
            var path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
            if (!PARAMETER_PATH.matcher(path).matches()) {
                throw new Unusable("");
            }
            return path;
        });
    }

    static ValueType<ZoneId> zone() {
        return new ValueType<>("a time zone of the IANA database such as Europe/Berlin", text -> {
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                throw new Unusable("");
            }
        });
    }

    /** Messages that never mean that a credit is there already, and texts on which greed shows. */
    private static final List<String> REJECTS = List.of(
            "",
            "participant is unknown",
            "Participant P0000001 does not exist",
            "The amount -1,234.50 is invalid",
            "PERIOD_CLOSED: period 2026-03 is closed for credits",
            "Currency XYZ is not supported",
            "transactionDate must be a date (yyyy-MM-dd)",
            "Required field missing: periodId",
            "Internal server error",
            "ERROR",
            "x",
            "0",
            "a".repeat(60),
            "x".repeat(60),
            "0".repeat(60),
            " ".repeat(60));

    static ValueType<Pattern> pattern() {
        return new ValueType<>("a regular expression that does not match every message", text -> {
            requireToBeShort(text);
            try {
                var pattern = Pattern.compile(text);
                requireToTellRejects(new BudgetedPattern(pattern));
                return pattern;
            } catch (PatternSyntaxException e) {
                throw new Unusable(e.getDescription() + " near index " + e.getIndex());
            }
        });
    }

    /** An expression of a hundred thousand characters takes seconds to be compared with a message. */
    private static void requireToBeShort(String pattern) {
        if (pattern.length() > MAX_TEXT_LENGTH) {
            throw new Unusable("it has more than " + MAX_TEXT_LENGTH + " characters");
        }
    }

    private static void requireToTellRejects(BudgetedPattern pattern) {
        for (var reject : REJECTS) {
            var found = pattern.isIn(reject);
            if (found.isEmpty()) {
                throw new Unusable("it takes too long to match: a repetition is inside another one");
            }
            if (found.get()) {
                throw new Unusable("it matches " + (reject.isEmpty() ? "every message" : "'" + reject.strip() + "'")
                        + ", so rejected credits would count as present");
            }
        }
    }

    /** Which values stand for none; the pattern is compared with all of a value. */
    static ValueType<Pattern> wholePattern() {
        return new ValueType<>("a regular expression that matches whole values, but no usual id", text -> {
            requireToBeShort(text);
            try {
                requireToTellIds(new BudgetedPattern(Pattern.compile("^(?:" + text + ")$")));
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw new Unusable(e.getDescription() + " near index " + e.getIndex());
            }
        });
    }

    private static void requireToTellIds(BudgetedPattern whole) {
        for (var id : List.of("A-1", "4711", "a".repeat(100), "0".repeat(100) + "x")) {
            var found = whole.isIn(id);
            if (found.isEmpty()) {
                throw new Unusable("it takes too long to match: a repetition is inside another one");
            }
            if (found.get()) {
                throw new Unusable("it matches '" + id + "', so ids would count as missing");
            }
        }
    }

    /** A generic attribute of a tenant's transaction, of which there are 32. */
    static ValueType<String> attribute() {
        return new ValueType<>("genericAttribute1 to genericAttribute32", text -> {
            if (!text.matches("genericAttribute([1-9]|[12][0-9]|3[0-2])")) {
                throw new Unusable("");
            }
            return text;
        });
    }

    static ValueType<URI> url() {
        return new ValueType<>(
                "an https URL (http only on this machine) without user, query and fragment", ValueTypes::parseUrl);
    }

    /** A URL that paths are appended to, so it is kept without a slash at its end. */
    static ValueType<URI> baseUrl() {
        return new ValueType<>(url().allowed(), text -> parseUrl(text.replaceFirst("/+$", "")));
    }

    private static URI parseUrl(String text) {
        if (text.matches(".*[@?#].*")) {
            throw Unusable.notToBeShown("it has a user, a query or a fragment");
        }
        return EndpointAddress.of("it", text).uri();
    }

    static ValueType<Location> object() {
        return new ValueType<>("s3://bucket/key or file:///path of one file", text -> {
            var location = Location.parse(text);
            if (location.isFolder()) {
                throw new Unusable("it names a folder");
            }
            return location;
        });
    }

    static ValueType<Location> folder() {
        return new ValueType<>(
                "a folder: s3://bucket/prefix/ or file:///path/",
                text -> Location.parse(text).asFolder());
    }

    static ValueType<LocationTemplate> template() {
        return new ValueType<>(
                "a file, or a folder with {date} in it: s3://bucket/exports/{date}/ or file:///exports/{date}.csv",
                LocationTemplate::parse);
    }

    /** That type, or {@link #NONE}. */
    static <T> ValueType<Optional<T>> optional(ValueType<T> type) {
        Function<String, Optional<T>> parser =
                text -> text.equals(NONE) ? Optional.empty() : Optional.of(type.parse(text));
        return new ValueType<>(type.allowed() + ", or " + NONE, parser);
    }
}
