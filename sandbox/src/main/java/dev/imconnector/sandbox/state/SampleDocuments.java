package dev.imconnector.sandbox.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What the sandbox holds from the start. Made-up people, the same ones each time. */
final class SampleDocuments {

    private static final List<String> REGIONS = List.of("EMEA", "AMER", "APJ");
    private static final List<String> NAMES = List.of(
            "Ada O'Brien", "Jos\u00e9 N\u00fa\u00f1ez", "Mei Lin", "Olaf Gr\u00f8n", "Ngozi Ade", "Priya \"PJ\" Jain");
    private static final int PARTICIPANTS_A_MANAGER = 10;
    private static final int MOST_QUOTAS = 1_000;

    private SampleDocuments() {}

    /** The id of a participant by number, from 1. */
    static String participantId(int number) {
        return String.format(Locale.ROOT, "P%07d", number);
    }

    static List<ObjectNode> participants(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(SampleDocuments::participant)
                .toList();
    }

    private static ObjectNode participant(int number) {
        var document = Json.MAPPER.createObjectNode();
        document.put("participantId", participantId(number));
        document.put("name", NAMES.get(number % NAMES.size()));
        document.put("status", number % 20 == 0 ? "INACTIVE" : "ACTIVE");
        document.put("region", REGIONS.get(number % REGIONS.size()));
        var manager = (number - 1) / PARTICIPANTS_A_MANAGER * PARTICIPANTS_A_MANAGER + 1;
        document.put("managerId", manager == number ? null : participantId(manager));
        document.put("hireDate", String.format(Locale.ROOT, "20%02d-%02d-01", 10 + number % 15, 1 + number % 12));
        document.put("positionSeq", 40_000_000_000_000_001L + number);
        return document;
    }

    static List<ObjectNode> compPlans() {
        return IntStream.rangeClosed(1, 12)
                .mapToObj(number -> {
                    var document = Json.MAPPER.createObjectNode();
                    document.put("planId", String.format(Locale.ROOT, "PLAN-%03d", number));
                    document.put("name", "Plan " + number + " \u2013 " + REGIONS.get(number % REGIONS.size()));
                    document.put("status", number % 4 == 0 ? "DRAFT" : "ACTIVE");
                    document.put("effectiveFrom", "2026-01-01");
                    return document;
                })
                .toList();
    }

    /** One quota for each of the first participants. */
    static List<ObjectNode> quotas(int participants) {
        return IntStream.rangeClosed(1, Math.min(participants, MOST_QUOTAS))
                .mapToObj(number -> {
                    var document = Json.MAPPER.createObjectNode();
                    document.put("quotaId", String.format(Locale.ROOT, "Q%07d", number));
                    document.put("participantId", participantId(number));
                    document.put("periodId", "2026-Q1");
                    document.put("status", "ACTIVE");
                    document.put("targetAmount", BigDecimal.valueOf(10_000_000L + number * 1_250L, 2));
                    document.put("currencyCode", "EUR");
                    return document;
                })
                .toList();
    }
}
