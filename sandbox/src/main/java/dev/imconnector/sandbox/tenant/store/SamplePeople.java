package dev.imconnector.sandbox.tenant.store;

import static dev.imconnector.sandbox.tenant.store.SampleTenant.seq;
import static dev.imconnector.sandbox.tenant.store.SampleTenant.stamp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.tenant.model.Amount;
import dev.imconnector.sandbox.tenant.model.Days;
import dev.imconnector.sandbox.tenant.model.UnitType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Participants with their positions, plans and quotas. One participant in ten has a past, under another name. */
final class SamplePeople {

    private static final List<String> FIRST = List.of("Ada", "Jos\u00e9", "Mei", "Olaf", "Ngozi", "Priya \"PJ\"");
    private static final List<String> LAST = List.of("O'Brien", "N\u00fa\u00f1ez", "Lin", "Gr\u00f8n", "Ade", "Jain");
    private static final List<String> TITLES = List.of("Account Executive", "Sales Manager", "Specialist");
    private static final int PLANS = 12;
    private static final int PARTICIPANTS_A_MANAGER = 10;
    private static final int WITH_A_PAST = 10;
    private static final int TERMINATED = 20;
    private static final int MOST_QUOTAS = 1_000;
    private static final String MARRIED = "2025-07-01";

    private final SampleTenant sample;

    SamplePeople(SampleTenant sample) {
        this.sample = sample;
    }

    void fill(int participants) {
        for (int number = 1; number <= PLANS; number++) {
            var name = "Plan " + number;
            sample.add("plans", row -> valid(row.put("name", name).put("calendar", seq("calendars", 0)), "2024-01-01"));
        }
        TITLES.forEach(title -> sample.add("titles", row -> valid(row.put("name", title), "2024-01-01")));
        List.of("Field", "Inside").forEach(name -> sample.add("positionGroups", row -> stamp(row.put("name", name))));
        for (int number = 1; number <= participants; number++) {
            participant(number);
            position(number);
        }
        for (int number = 1; number <= Math.min(participants, MOST_QUOTAS); number++) {
            quota(number);
        }
    }

    static String payeeId(int number) {
        return String.format(Locale.ROOT, "P%07d", number);
    }

    private static ObjectNode valid(ObjectNode row, String from) {
        return until(row, from, Days.END_OF_TIME.toString());
    }

    private static ObjectNode until(ObjectNode row, String from, String end) {
        return stamp(row.put("effectiveStartDate", from).put("effectiveEndDate", end));
    }

    private void participant(int number) {
        var hired = String.format(Locale.ROOT, "20%02d-%02d-01", 10 + number % 15, 1 + number % 12);
        if (number % WITH_A_PAST != 0) {
            sample.add("participants", row -> valid(person(row, number, hired, LAST.get(number % LAST.size())), hired));
            return;
        }
        sample.addVersions(
                "participants",
                List.of(
                        row -> until(person(row, number, hired, "Formerly"), hired, MARRIED),
                        row -> valid(person(row, number, hired, LAST.get(number % LAST.size())), MARRIED)));
    }

    private static ObjectNode person(ObjectNode row, int number, String hired, String lastName) {
        row.put("payeeId", payeeId(number))
                .put("firstName", FIRST.get(number % FIRST.size()))
                .put("lastName", lastName)
                .put("userId", "user" + number)
                .put("hireDate", hired)
                .put("eventCalendar", seq("calendars", 0));
        row.putArray("businessUnits").add(seq("businessUnits", number % 3));
        if (number % 3 != 0) {
            row.put("participantEmail", "user" + number + "@example.com");
        }
        if (number % TERMINATED == 0) {
            row.put("terminationDate", "2026-01-31");
        }
        if (number % 2 == 0) {
            row.set("salary", new Amount(BigDecimal.valueOf(5_000_000L + number * 125L, 2), UnitType.EUR).toJson());
        }
        return row;
    }

    private void position(int number) {
        sample.add("positions", row -> {
            row.put("name", "POS-" + payeeId(number))
                    .put("payee", seq("participants", number - 1L))
                    .put("plan", seq("plans", number % PLANS))
                    .put("title", seq("titles", number % TITLES.size()))
                    .put("positionGroup", seq("positionGroups", number % 2))
                    .put("processingUnit", seq("processingUnits", 0));
            var manager = (number - 1) / PARTICIPANTS_A_MANAGER * PARTICIPANTS_A_MANAGER + 1;
            if (manager != number) {
                row.put("manager", seq("positions", manager - 1L));
            }
            row.putArray("businessUnits").add(seq("businessUnits", number % 3));
            valid(row, "2024-01-01");
        });
    }

    private void quota(int number) {
        sample.add(
                "quotas",
                row -> valid(
                        row.put("name", String.format(Locale.ROOT, "Quota %07d", number))
                                .put("calendar", seq("calendars", 0))
                                .put("unitType", UnitType.EUR.seq()),
                        "2026-01-01"));
    }
}
