package dev.imconnector.reconcile;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import java.time.LocalDate;

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

    private ReconcileState() {}

    static ReconcileState begin(
            String credits, LocalDate businessDate, String creditMapping, String askedFilter, boolean ignoreExtra) {
        var state = new ReconcileState();
        state.credits = credits;
        state.businessDate = businessDate;
        state.creditMapping = creditMapping;
        state.askedFilter = askedFilter;
        state.filter = askedFilter;
        state.ignoreExtra = ignoreExtra;
        return state;
    }

    static ReconcileState of(RunRecord run) {
        return RunRecords.checkpoint(
                run,
                ReconcileState.class,
                "reconciliation",
                state -> state.credits != null && state.businessDate != null);
    }

    void putInto(RunRecord run) {
        run.checkpoint(toJson());
    }

    ObjectNode toJson() {
        return RunRecords.json().valueToTree(this);
    }
}
