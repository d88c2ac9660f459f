package dev.imconnector.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.function.UnaryOperator;

/** Writes the day of an ISO date, or date-time with offset, in another form; gives null for anything else. */
record DateText(DateTimeFormatter formatter) implements UnaryOperator<String> {

    private static final int DATE_LENGTH = 10;

    @Override
    public String apply(String isoDate) {
        if (isoDate.length() < DATE_LENGTH) {
            return null;
        }
        try {
            return formatter.format(LocalDate.parse(isoDate.substring(0, DATE_LENGTH)));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
