package dev.imconnector.pull;

import dev.imconnector.run.GiveUpPolicy;
import dev.imconnector.time.BusinessCalendar;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of a pull, as they are when a run begins.
 *
 * @param calendar which business date a scheduled time has
 * @param api the API's base address
 * @param pageSize rows asked for in a page, 1 to 1,000
 * @param resultsFilter which results, unless the request says so
 * @param resultsSelect which of their fields, unless the request says so
 * @param resultsOrderby in which order, unless the request says so
 * @param format what the rows are written as, unless the request says so
 * @param guardsFormulas whether a text that a spreadsheet takes for a formula gets an apostrophe before it, in CSV
 * @param emptyIsFine whether a pull without a row completes
 * @param patience how long a run may get no further
 * @param requestTimeout the longest that one request takes
 */
public record PullSettings(
        BusinessCalendar calendar,
        URI api,
        int pageSize,
        Optional<String> resultsFilter,
        Optional<String> resultsSelect,
        Optional<String> resultsOrderby,
        PullFormat format,
        boolean guardsFormulas,
        boolean emptyIsFine,
        GiveUpPolicy patience,
        Duration requestTimeout) {

    /** How long a lease outlasts its last renewal: a request that was just sent, and then some. */
    Duration leaseTime() {
        return requestTimeout.plusSeconds(30);
    }
}
