package dev.imconnector.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;

/**
 * Which day's business a run is about: the day in the zone on which it was scheduled, plus an offset. Immutable.
 *
 * @param zone where the business day begins and ends
 * @param offsetDays -1 for a run that follows the day it is about
 */
public record BusinessCalendar(ZoneId zone, int offsetDays) {

    public BusinessCalendar {
        Objects.requireNonNull(zone, "zone");
    }

    /** @param scheduled when the run was to start, not when it did: a late or resumed one is about the same day */
    public LocalDate businessDate(Instant scheduled) {
        return LocalDate.ofInstant(scheduled, zone).plusDays(offsetDays);
    }
}
