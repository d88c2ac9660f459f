package dev.imconnector.im.dialect.tenant;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What is read of a tenant, as far as it is a matter of settings. Immutable.
 *
 * @param calendar the calendar whose periods count; empty for the only one there is
 * @param eventType the event type of what was pushed; empty when none is set
 * @param results what its results are
 * @param isPostedOnly whether results that were not posted are left out, where the rows say whether they were
 * @param periods of which periods results are pulled: {@code current}, {@code previous}, names, or {@code all} alone
 * @param today what terminations are compared with
 */
public record TenantReadOptions(
        Optional<String> calendar,
        Optional<String> eventType,
        ResultsResource results,
        boolean isPostedOnly,
        List<String> periods,
        LocalDate today) {

    /** The word for every period there is. */
    public static final String ALL_PERIODS = "all";

    public TenantReadOptions {
        periods = List.copyOf(periods);
    }

    /** The same with all results, posted or not. */
    public TenantReadOptions withAllResults() {
        return new TenantReadOptions(calendar, eventType, results, false, periods, today);
    }
}
