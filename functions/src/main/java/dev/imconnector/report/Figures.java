package dev.imconnector.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times for people. */
final class Figures {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Figures() {}

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** As in {@code 1 record, 2 records}. */
    static String count(long count, String one) {
        return count(count) + " " + one + (count == 1 ? "" : "s");
    }

    /** With all its digits. */
    static String amount(BigDecimal amount) {
        var plain = amount.toPlainString();
        var point = plain.indexOf('.');
        var whole = point < 0 ? plain : plain.substring(0, point);
        return whole.replaceAll("(?<=[0-9])(?=(?:[0-9]{3})+$)", ",") + (point < 0 ? "" : plain.substring(point));
    }

    static String share(long part, long whole) {
        if (part == 0 || whole == 0) {
            return "0 %";
        }
        var percent = 100.0 * part / whole;
        return percent < 0.1 ? "< 0.1 %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    static String moment(Instant moment) {
        return moment == null ? "\u2013" : MOMENT.format(moment);
    }

    static String minute(Instant moment) {
        return MINUTE.format(moment);
    }

    static String perMinute(double rate) {
        return rate == Math.rint(rate) ? count((long) rate) : String.format(Locale.ROOT, "%,.1f", rate);
    }

    static String duration(Instant from, Instant to) {
        if (from == null || to == null) {
            return "\u2013";
        }
        var time = Duration.between(from, to);
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        if (time.toMinutes() > 0) {
            return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        }
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
