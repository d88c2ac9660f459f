package dev.imconnector.cli.stack;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Exports of a CRM, and nights that no other test uses. */
final class Exports {

    static final String HEADER = "sourceRef,participantId,transactionDate,amount,currencyCode,periodId\n";

    private static final AtomicInteger NIGHT = new AtomicInteger();

    private Exports() {}

    /** The scheduled time of a night. */
    record Night(String scheduledTime, String businessDate) {

        String runId() {
            return "push-" + businessDate;
        }

        String key(String name) {
            return "exports/" + businessDate + "/" + name;
        }

        String input() {
            return "{\"scheduledTime\":\"" + scheduledTime + "\"}";
        }

        /** Unique in IM to this night. */
        String ref(int number) {
            return String.format(Locale.ROOT, "%s-%06d", businessDate, number);
        }

        String csv(int records) {
            return csv(1, records);
        }

        /** Good records of these numbers. */
        String csv(int first, int last) {
            var csv = new StringBuilder(HEADER);
            for (int number = first; number <= last; number++) {
                csv.append(ref(number))
                        .append(",P-00001,")
                        .append(businessDate)
                        .append(',')
                        .append(number)
                        .append(".50,EUR,2026-03\n");
            }
            return csv.toString();
        }
    }

    static Night night() {
        var day = java.time.LocalDate.of(2026, 3, 10).plusDays(NIGHT.incrementAndGet());
        return new Night(day + "T04:15:00Z", day.minusDays(1).toString());
    }
}
