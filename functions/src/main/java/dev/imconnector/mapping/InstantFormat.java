package dev.imconnector.mapping;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Dates written as a number: seconds or milliseconds since 1970, Microsoft's {@code /Date(1767225600000)/}, or the days of a
 * spreadsheet since 1899-12-30.
 *
 * @param dayZone in which the day counts; null for a spreadsheet's days, which have none
 */
record InstantFormat(Unit unit, ZoneId dayZone) implements DateReading {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,9})?([eE][+]?[0-9]{1,2})?");
    private static final Pattern JSON_DATE = Pattern.compile("\\\\?/Date\\((-?[0-9]{1,15})([+-][0-9]{4})?\\)\\\\?/");
    private static final LocalDate SPREADSHEET = LocalDate.of(1899, 12, 30);

    /** What the number counts. */
    enum Unit {
        SECONDS("epoch-seconds"),
        MILLISECONDS("epoch-millis"),
        JSON_DATE("/Date()/"),
        SPREADSHEET_DAYS("excel-days");

        private final String word;

        Unit(String word) {
            this.word = word;
        }

        /** In place of a pattern, in a mapping. */
        String word() {
            return word;
        }

        static Optional<Unit> of(String word) {
            return Arrays.stream(values())
                    .filter(unit -> unit.word.equals(word))
                    .findFirst();
        }
    }

    @Override
    public String isoDate(String text) {
        try {
            var number = number(text);
            return number == null ? null : day(number).toString();
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private BigDecimal number(String text) {
        if (unit == Unit.JSON_DATE) {
            var match = JSON_DATE.matcher(text);
            return match.matches() ? new BigDecimal(match.group(1)) : null;
        }
        return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    private LocalDate day(BigDecimal number) {
        var whole = number.setScale(0, java.math.RoundingMode.FLOOR).longValueExact();
        return switch (unit) {
            case SECONDS -> Instant.ofEpochSecond(whole).atZone(dayZone).toLocalDate();
            case MILLISECONDS, JSON_DATE ->
                Instant.ofEpochMilli(whole).atZone(dayZone).toLocalDate();
            case SPREADSHEET_DAYS -> SPREADSHEET.plusDays(whole);
        };
    }

    @Override
    public String describe() {
        return dayZone == null ? unit.word() : unit.word() + ", the day in " + dayZone;
    }
}
