package dev.imconnector.pull;

import dev.imconnector.run.GiveUpPolicy;
import dev.imconnector.time.BusinessCalendar;
import java.net.URI;
import java.time.Duration;

/**
 * The settings of a pull, as they are when an invocation begins.
 *
 * @param calendar which business date a scheduled time has
 * @param api the API's base address
 * @param pageSize rows asked for in a page, 1 to 1,000
 * @param results which results, unless the request says so
 * @param output what the rows become
 * @param giveUp how long a run may get no further
 * @param requestTimeout the longest that one request takes
 */
public record PullSettings(
        BusinessCalendar calendar,
        URI api,
        int pageSize,
        RowSelection results,
        PullOutput output,
        GiveUpPolicy giveUp,
        Duration requestTimeout) {}
