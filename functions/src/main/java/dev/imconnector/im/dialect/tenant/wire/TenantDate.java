package dev.imconnector.im.dialect.tenant.wire;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** Days as a tenant writes them: {@code 2026-03-01T00:00:00.000-0800} is the first of March, and never a day in UTC. */
public final class TenantDate {

    private static final int LENGTH = "2026-03-01".length();

    private TenantDate() {}

    /** The day as it is written; empty when the text begins with none. */
    public static Optional<LocalDate> day(String text) {
        if (text == null || text.length() < LENGTH || text.length() > LENGTH && text.charAt(LENGTH) != 'T') {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text.substring(0, LENGTH)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
