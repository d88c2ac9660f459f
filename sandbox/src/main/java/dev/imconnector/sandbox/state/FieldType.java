package dev.imconnector.sandbox.state;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The type of a field that {@code $filter} and {@code $orderby} may name. */
public enum FieldType {
    TEXT,
    NUMBER,
    /** An ISO date, or a date-time with offset; a date alone is its start in UTC. */
    DATE,
    FLAG;

    /** Compares two values of this type, neither null: text, {@link BigDecimal} or {@link Boolean}. */
    public int compare(Object left, Object right) {
        return switch (this) {
            case TEXT -> ((String) left).compareTo((String) right);
            case NUMBER -> ((BigDecimal) left).compareTo((BigDecimal) right);
            case DATE -> compareDates((String) left, (String) right);
            case FLAG -> ((Boolean) left).compareTo((Boolean) right);
        };
    }

    private static int compareDates(String left, String right) {
        return left.length() == 10 && right.length() == 10
                ? left.compareTo(right)
                : instant(left).compareTo(instant(right));
    }

    /** @throws DateTimeException when the text is neither a date nor a date-time with offset */
    public static Instant instant(String text) {
        return text.length() == 10
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(text).toInstant();
    }
}
