package dev.imconnector.reconcile;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.http.SlidingWindowRateLimiter;
import dev.imconnector.run.RunProgress;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/** What a reconciliation needs to resume, kept in the run record's {@code checkpoint}. For use by one thread. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
@JsonIgnoreProperties(ignoreUnknown = true)
final class ReconcileState {

    /** Where the CRM's files are, with the business date in it. */
    String credits;

    LocalDate businessDate;

    /** The location of the mapping of their columns, or null. */
    String creditMapping;

    /** As asked for, or null for the periods of the files. */
    String askedFilter;

    /** Which credits of IM are compared; null until the files have been read. */
    String filter;

    /** Whether credits that only IM has do not count as differences. */
    boolean ignoreExtra;

    /** The requests that were sent before the pull began, which remembers its own; null when there are none. */
    SlidingWindowRateLimiter.Memory rateWindow;

    /** Of what is asked of IM before the pull, which has its own. */
    RunProgress progress;

    private ReconcileState() {}

    static ReconcileState begin(
            String credits,
            LocalDate businessDate,
            String creditMapping,
            String askedFilter,
            boolean ignoreExtra,
            Instant now) {
        var state = new ReconcileState();
        state.credits = credits;
        state.businessDate = businessDate;
        state.creditMapping = creditMapping;
        state.askedFilter = askedFilter;
        state.filter = askedFilter;
        state.ignoreExtra = ignoreExtra;
        state.progress = RunProgress.since(now);
        return state;
    }

    /** The same comparison from its beginning; the tenant's limit does not begin again with it. */
    ReconcileState again(String mappingOfToday, Instant now) {
        var again = begin(credits, businessDate, mappingOfToday, askedFilter, ignoreExtra, now);
        again.rateWindow = rateWindow;
        return again;
    }

    static ReconcileState of(RunRecord run) {
        var state = RunRecords.checkpoint(
                run,
                ReconcileState.class,
                "reconciliation",
                read -> read.credits != null
                        && read.businessDate != null
                        && (read.progress == null || read.progress.looksWhole()));
        if (state.progress == null) {
            // Begun by a version that did not wait here.
            state.progress = RunProgress.since(run.startedAt());
        }
        return state;
    }

    /** Whether what is pulled was made out from the files: then they must stay as they are. */
    boolean pullsByTheFiles() {
        return !Objects.equals(filter, askedFilter);
    }

    void putInto(RunRecord run) {
        run.checkpoint(toJson());
    }

    ObjectNode toJson() {
        return RunRecords.json().valueToTree(this);
    }
}
