package dev.imconnector.im.dialect.tenant.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.im.Entity;
import dev.imconnector.im.QueryException;
import dev.imconnector.im.dialect.ImRows;
import dev.imconnector.im.dialect.PageQuery;
import dev.imconnector.problem.Problem;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The periods of a tenant's calendar, or of all of its calendars. Whether an end date is a period's last day or the day after it
 * is told by the periods of a calendar that follow each other: some begin on such an end date, or the day after. Where they tell
 * nothing, or both, it is the day after: then that one day is in no period at the worst, because a reject is seen, and money in
 * another period is not. Immutable.
 */
public final class TenantPeriods {

    private final List<TenantPeriod> periods;

    private TenantPeriods(List<TenantPeriod> periods) {
        this.periods = periods;
    }

    /** What asks for them. @param calendar its name; empty for those of all calendars */
    public static PageQuery query(Optional<String> calendar) {
        return new PageQuery(
                Entity.PERIODS,
                calendar.map(name -> FilterText.equal("calendar/name", name)),
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    /**
     * Reads them from IM.
     *
     * @throws QueryException when there are none
     */
    public static TenantPeriods read(Optional<String> calendar, ImRows rows) throws InterruptedException {
        var periods = of(rows.all(query(calendar)).stream().map(ExactJson::read).toList());
        if (periods.periods.isEmpty()) {
            throw new QueryException(new Problem(
                    "CALENDAR_UNKNOWN",
                    "IM shows no period"
                            + calendar.map(name -> " of a calendar " + name).orElse(""),
                    "Set calendar to the name of the calendar in IM by which you pay, and give the client id a"
                            + " role that"
                            + " reads periods"));
        }
        return periods;
    }

    /** @param rows periods as IM shows them; what has no name or days is none */
    public static TenantPeriods of(List<JsonNode> rows) {
        var read = rows.stream().flatMap(row -> TenantPeriod.read(row).stream()).toList();
        return new TenantPeriods(
                endsAreLastDays(read)
                        ? read.stream()
                                .map(each -> each.endingAfter(each.end()))
                                .toList()
                        : read);
    }

    private record Begin(String calendar, LocalDate day) {}

    private static boolean endsAreLastDays(List<TenantPeriod> periods) {
        var begins = periods.stream()
                .map(each -> new Begin(each.calendar(), each.start()))
                .collect(Collectors.toSet());
        return periods.stream().noneMatch(each -> begins.contains(new Begin(each.calendar(), each.end())))
                && periods.stream()
                        .anyMatch(each -> begins.contains(
                                new Begin(each.calendar(), each.end().plusDays(1))));
    }

    /** In the order in which IM shows them. */
    public List<TenantPeriod> all() {
        return periods;
    }

    /** All that have a name, one for each calendar that has it. */
    public List<TenantPeriod> named(String name) {
        return periods.stream().filter(each -> each.name().equals(name)).toList();
    }

    /** The shortest that hold a day, one for each calendar. */
    public List<TenantPeriod> current(LocalDate day) {
        return periods.stream()
                .map(TenantPeriod::calendar)
                .distinct()
                .flatMap(calendar -> shortest(calendar, day).stream())
                .toList();
    }

    private Optional<TenantPeriod> shortest(String calendar, LocalDate day) {
        return periods.stream()
                .filter(each -> each.calendar().equals(calendar) && each.holds(day))
                .min(Comparator.comparingLong(TenantPeriod::days));
    }

    /** Those before the current ones. */
    public List<TenantPeriod> previous(LocalDate day) {
        return current(day).stream()
                .flatMap(current -> shortest(current.calendar(), current.start().minusDays(1)).stream())
                .toList();
    }

    /**
     * The names that words and names of {@code results-period} stand for.
     *
     * @throws QueryException when one stands for none
     */
    public TreeSet<String> names(List<String> words, LocalDate day) {
        var names = new TreeSet<String>();
        for (var word : words) {
            var found = switch (word) {
                case "current" -> current(day);
                case "previous" -> previous(day);
                default -> named(word);
            };
            if (found.isEmpty()) {
                throw new QueryException(new Problem(
                        "PERIOD_UNKNOWN",
                        "IM's calendar has no period '" + word + "'"
                                + (word.equals("current") || word.equals("previous") ? " on " + day : ""),
                        "Set results-period to periods that IM has, and calendar to the name of their calendar"));
            }
            found.forEach(period -> names.add(period.name()));
        }
        return names;
    }
}
