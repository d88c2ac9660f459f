package dev.imconnector.sandbox.tenant.store;

import static dev.imconnector.sandbox.tenant.store.SampleTenant.stamp;

import java.time.LocalDate;
import java.util.List;

/**
 * Two calendars. The main one has years, quarters and calendar months; the other has months that end on the 25th and are
 * called the same, so that a name alone does not say which period is meant.
 */
final class SampleCalendars {

    private static final int FIRST_YEAR = 2024;
    private static final int LAST_YEAR = 2028;
    private static final int OTHER_YEAR = 2026;

    private final SampleTenant sample;

    SampleCalendars(SampleTenant sample) {
        this.sample = sample;
    }

    void fill() {
        var types = List.of("year", "quarter", "month");
        for (int level = 0; level < types.size(); level++) {
            var depth = level;
            sample.add("periodTypes", row -> row.put("name", types.get(depth)).put("level", depth));
        }
        var main = calendar(Calendars.MAIN);
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
            year(main, LocalDate.of(year, 1, 1));
        }
        var other = calendar("Billing Calendar");
        for (int month = 1; month <= 12; month++) {
            var start = LocalDate.of(OTHER_YEAR, month, 26).minusMonths(1);
            period(other, Calendars.nameOf(start.plusMonths(1)), 2, null, start, start.plusMonths(1));
        }
    }

    private String calendar(String name) {
        return sample.add(
                "calendars",
                row -> stamp(row.put("name", name)
                        .put("minorPeriodType", SampleTenant.seq("periodTypes", 2))
                        .put("majorPeriodType", SampleTenant.seq("periodTypes", 0))));
    }

    private void year(String calendar, LocalDate start) {
        var year = period(calendar, String.valueOf(start.getYear()), 0, null, start, start.plusYears(1));
        for (int quarter = 0; quarter < 4; quarter++) {
            var from = start.plusMonths(3L * quarter);
            var parent = period(calendar, start.getYear() + "-Q" + (quarter + 1), 1, year, from, from.plusMonths(3));
            for (int month = 0; month < 3; month++) {
                var first = from.plusMonths(month);
                period(calendar, Calendars.nameOf(first), 2, parent, first, first.plusMonths(1));
            }
        }
    }

    private String period(String calendar, String name, int type, String parent, LocalDate start, LocalDate end) {
        return sample.add("periods", row -> {
            stamp(row.put("name", name)
                    .put("shortName", name.substring(2))
                    .put("startDate", start.toString())
                    .put("endDate", end.toString())
                    .put("periodType", SampleTenant.seq("periodTypes", type))
                    .put("calendar", calendar));
            if (parent != null) {
                row.put("parent", parent);
            }
        });
    }
}
