package dev.imconnector.sandbox.tenant.query;

import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.tenant.model.Resource;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of a list. Each that is not known is refused.
 *
 * @param texts the parameters as they were sent, decoded
 * @param filter the filter, or null
 * @param orderBy the sort keys, may be empty
 * @param expand the fields of which more is shown than a seq
 * @param select the fields that are shown, or null for all
 * @param top rows asked for, or null
 * @param skip rows to leave out at the beginning, 0 or more
 * @param counted whether the number of all rows is wanted
 * @param from the first day of the rows wanted, or null for today
 * @param to the last day, or null for today
 */
public record ListQuery(
        Map<String, String> texts,
        Filter filter,
        List<SortKey> orderBy,
        Set<String> expand,
        Set<String> select,
        Integer top,
        int skip,
        boolean counted,
        LocalDate from,
        LocalDate to) {

    public static final String FILTER = "$filter";
    public static final String ORDER_BY = "orderBy";
    public static final String EXPAND = "expand";

    private static final DateTimeFormatter SLASHED =
            DateTimeFormatter.ofPattern("uuuu/MM/dd").withResolverStyle(ResolverStyle.STRICT);
    private static final Set<String> KNOWN =
            Set.of("top", "skip", "inlineCount", EXPAND, "select", ORDER_BY, FILTER, "startDate", "endDate");

    /** @throws RequestRefusedException when a parameter is unknown, there twice, or cannot be understood */
    public static ListQuery of(String rawQuery, Resource resource, SandboxSwitches settings) {
        var texts = Parameters.of(rawQuery, KNOWN);
        var filter = texts.get(FILTER);
        var orderBy = texts.get(ORDER_BY);
        var skip = number(texts, "skip");
        var dates = texts.containsKey("startDate") || texts.containsKey("endDate");
        if (dates && !resource.dated()) {
            throw new RequestRefusedException(400, resource.name() + " has no effective dates");
        }
        return new ListQuery(
                texts,
                filter == null ? null : FilterParser.parse(filter, resource, new LiteralReader(settings)),
                orderBy == null ? List.of() : SortKey.parse(orderBy, resource),
                expand(texts.get(EXPAND), resource),
                select(texts.get("select"), resource),
                number(texts, "top"),
                skip == null ? 0 : skip,
                flag(texts, "inlineCount"),
                dates ? date(texts, "startDate") : null,
                dates ? date(texts, "endDate") : null);
    }

    /** @throws RequestRefusedException when it names what cannot be expanded */
    public static Set<String> expand(String text, Resource resource) {
        var fields = names(text);
        for (var name : fields) {
            if (!resource.field(name).isExpandable() || isFaulty(resource, name)) {
                throw new RequestRefusedException(400, resource.name() + ": " + name + " cannot be expanded");
            }
        }
        return fields;
    }

    /** A client withdrew this one as faulty: whoever asks for it should know. */
    private static boolean isFaulty(Resource resource, String field) {
        return resource.name().equals("salesTransactions") && field.equals("processingUnit");
    }

    /** @return null when there is no text */
    public static Set<String> select(String text, Resource resource) {
        if (text == null) {
            return null;
        }
        var fields = names(text);
        fields.forEach(resource::field);
        return fields;
    }

    private static Set<String> names(String text) {
        return text == null ? Set.of() : new LinkedHashSet<>(List.of(text.split(",", -1)));
    }

    private static Integer number(Map<String, String> texts, String name) {
        var text = texts.get(name);
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw new RequestRefusedException(400, name + " must be a number from 0, not '" + text + "'");
        }
        return Integer.valueOf(text);
    }

    private static boolean flag(Map<String, String> texts, String name) {
        var text = texts.getOrDefault(name, "false");
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new RequestRefusedException(400, name + " must be true or false, not '" + text + "'");
        }
        return text.equalsIgnoreCase("true");
    }

    private static LocalDate date(Map<String, String> texts, String name) {
        var text = texts.get(name);
        try {
            if (text != null) {
                return LocalDate.parse(text, SLASHED);
            }
        } catch (DateTimeException e) {
            throw new RequestRefusedException(400, name + " must be yyyy/MM/dd, not '" + text + "'");
        }
        throw new RequestRefusedException(400, name + " is missing: startDate and endDate come both or not at all");
    }
}
