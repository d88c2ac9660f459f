package dev.imconnector.lambda;

import dev.imconnector.im.Entity;
import dev.imconnector.im.dialect.PageQuery;
import dev.imconnector.lambda.http.ApiException;
import dev.imconnector.lambda.http.ApiRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The options of a list, through an allow-list: {@code $filter}, {@code $select}, {@code $orderby}, {@code $top},
 * {@code $skip}, or {@code next} alone. Whether a filter means anything is IM's to say.
 *
 * @param next the mark of a next page; when it is there the query has nothing but its entity
 */
record ListOptions(PageQuery query, Optional<String> next) {

    private static final List<String> ALLOWED = List.of("$filter", "$select", "$orderby", "$top", "$skip", "next");

    private static final int MAX_FILTER = 2_000;
    private static final int MAX_NEXT = 8_000;
    private static final int MAX_TOP = 1_000;
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]{0,79}";
    private static final Pattern SELECT = list(NAME);
    private static final Pattern ORDER = list(NAME + "( +(asc|desc))?");

    private static Pattern list(String item) {
        return Pattern.compile(" *" + item + " *(, *" + item + " *){0,49}");
    }

    /** @throws ApiException 400 that names the option */
    static ListOptions of(Entity entity, ApiRequest request) {
        request.query().keySet().stream()
                .filter(name -> !ALLOWED.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw ApiException.badRequest(
                            "OPTION_UNKNOWN",
                            "There is no option " + request.shown(name) + " here",
                            "Use " + String.join(", ", ALLOWED));
                });
        var next = request.option("next");
        if (next.isPresent() && request.query().size() > 1) {
            throw invalid(
                    "next",
                    "cannot be combined with other options",
                    "Leave the others out: next contains" + " them already");
        }
        next.filter(mark -> mark.length() > MAX_NEXT).ifPresent(mark -> {
            throw invalid("next", "is longer than " + MAX_NEXT + " characters", "Use nextLink unchanged");
        });
        return new ListOptions(query(entity, request), next);
    }

    private static PageQuery query(Entity entity, ApiRequest request) {
        return new PageQuery(
                entity,
                request.option("$filter").map(ListOptions::filter),
                request.option("$select").map(ListOptions::fields).orElse(List.of()),
                request.option("$orderby").map(ListOptions::order),
                number(request, "$top", 1, MAX_TOP),
                number(request, "$skip", 0, Integer.MAX_VALUE));
    }

    private static String filter(String filter) {
        if (filter.isBlank()
                || filter.length() > MAX_FILTER
                || filter.indexOf('\ufffd') >= 0
                || filter.chars().anyMatch(Character::isISOControl)
                || !StandardCharsets.UTF_8.newEncoder().canEncode(filter)) {
            throw invalid(
                    "$filter",
                    "is blank, too long, or has a character that a filter cannot have",
                    "Use 1 to " + MAX_FILTER + " characters, such as status eq 'ACTIVE'");
        }
        return filter;
    }

    private static List<String> fields(String select) {
        if (!SELECT.matcher(select).matches()) {
            throw invalid("$select", "is not a list of fields", "Separate the names with commas");
        }
        return Arrays.stream(select.split(",")).map(String::strip).toList();
    }

    private static String order(String order) {
        if (!ORDER.matcher(order).matches()) {
            throw invalid(
                    "$orderby", "is not an order", "Separate the fields with commas; asc or desc may follow each");
        }
        return order.strip();
    }

    private static OptionalInt number(ApiRequest request, String name, int least, int most) {
        var text = request.option(name);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!text.get().matches("[0-9]{1,10}")
                || Long.parseLong(text.get()) < least
                || Long.parseLong(text.get()) > most) {
            throw invalid(name, "is not an allowed number", "Use a whole number from " + least + " to " + most);
        }
        return OptionalInt.of(Integer.parseInt(text.get()));
    }

    private static ApiException invalid(String option, String what, String fix) {
        return ApiException.badRequest("OPTION_INVALID", "The option " + option + " " + what, fix);
    }
}
