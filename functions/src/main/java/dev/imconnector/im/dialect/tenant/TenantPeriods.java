package dev.imconnector.im.dialect.tenant;

import dev.imconnector.im.Entity;
import dev.imconnector.im.QueryException;
import dev.imconnector.im.dialect.ImRows;
import dev.imconnector.im.dialect.PageQuery;
import dev.imconnector.im.dialect.tenant.wire.FilterText;
import dev.imconnector.problem.Problem;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The periods of a tenant's calendar, or of all of its calendars. Immutable. */
final class TenantPeriods {

    private final List<TenantPeriod> periods;

    private TenantPeriods(List<TenantPeriod> periods) {
        this.periods = periods;
    }

    /** What asks for them. @param calendar its name; empty for those of all calendars */
    static PageQuery query(Optional<String> calendar) {
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
    static TenantPeriods read(Optional<String> calendar, ImRows rows) throws InterruptedException {
        var periods = of(rows.all(query(calendar)));
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

    /** @param rows each one JSON object, with its calendar shown whole */
    static TenantPeriods of(List<String> rows) {
        var read = rows.stream().flatMap(row -> TenantPeriod.read(row).stream()).toList();
        return new TenantPeriods(
                endsAreDaysAfter(read)
                        ? read
                        : read.stream()
                                .map(each -> each.endingAfter(each.end()))
                                .toList());
    }

    /** Whether periods end on the day on which others of their calendar begin, as they do more often than a day before it. */
    private static boolean endsAreDaysAfter(List<TenantPeriod> periods) {
        record Begin(String calendar, LocalDate day) {}
        var begins = periods.stream()
                .map(each -> new Begin(each.calendar(), each.start()))
                .collect(Collectors.toCollection(HashSet::new));
        var onIt = periods.stream()
                .filter(each -> begins.contains(new Begin(each.calendar(), each.end())))
                .count();
        var before = periods.stream()
                .filter(each ->
                        begins.contains(new Begin(each.calendar(), each.end().plusDays(1))))
                .count();
        return onIt >= before;
    }

    /** All that have a name, one for each calendar that has it. */
    List<TenantPeriod> named(String name) {
        return periods.stream().filter(each -> each.name().equals(name)).toList();
    }

    /** The shortest that hold a day, one for each calendar. */
    List<TenantPeriod> current(LocalDate day) {
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
    List<TenantPeriod> previous(LocalDate day) {
        return current(day).stream()
                .flatMap(current -> shortest(current.calendar(), current.start().minusDays(1)).stream())
                .toList();
    }

    /**
     * The names that words and names of {@code results-period} stand for.
     *
     * @throws QueryException when one stands for none
     */
    TreeSet<String> names(List<String> words, LocalDate day) {
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
