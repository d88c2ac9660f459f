package dev.imconnector.push;

import dev.imconnector.run.GiveUpPolicy;
import dev.imconnector.time.BusinessCalendar;
import java.time.Duration;

/**
 * The settings of a push, as they are when an invocation begins.
 *
 * @param calendar which business date a scheduled time has
 * @param pins what a run that begins now keeps to its end
 * @param maxInFlight requests under way at a time, 1 to 16
 * @param giveUp how long a missing export is waited for, and a run that gets no further
 * @param requestTimeout the longest that one request takes
 * @param quiet how long nothing is sent after a request was given up without an answer
 * @param mostRecords how many records the memory there is holds the hashes of
 */
public record PushSettings(
        BusinessCalendar calendar,
        PushPins pins,
        int maxInFlight,
        GiveUpPolicy giveUp,
        Duration requestTimeout,
        Duration quiet,
        long mostRecords) {}
