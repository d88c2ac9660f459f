package dev.imconnector.push;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunInput;
import dev.imconnector.run.RunRecord;
import dev.imconnector.store.Location;
import dev.imconnector.store.StoreException;
import java.util.HashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a push: all that it leaves behind, and how it ended. For one use. */
final class PushClosing {

    private static final Logger LOG = LoggerFactory.getLogger(PushClosing.class);

    private final PushContext context;
    private final PushJournal journal;
    private final PushInput input;
    private final Heartbeat breath;
    private final RunRecord run;
    private final PushState state;

    PushClosing(PushContext context, PushJournal journal, PushInput input, Heartbeat breath) {
        this.context = context;
        this.journal = journal;
        this.input = input;
        this.breath = breath;
        this.run = journal.run();
        this.state = journal.state();
    }

    /** Composes the outputs, and ends the run: FAILED if it was bound to, else by what became of its records. */
    void end() {
        state.failure = state.failure == null ? verdict() : state.failure;
        journal.outputs().flush(journal.lease().generation());
        nameLateInput();
        journal.outputs().compose(run, breath::atTheEnd);
        if (state.failure == null) {
            var parts = journal.outputs().forgetParts();
            run.complete(context.clock().instant());
            journal.save();
            delete(parts);
        } else {
            endFailed();
        }
    }

    /** Ends the run FAILED without composing its outputs: their parts stay. */
    void endFailed() {
        var failure = state.failure;
        state.failure = null;
        run.fail(failure, context.clock().instant());
        journal.save();
    }

    /** Why a run that is through must end FAILED all the same, or null. */
    private Problem verdict() {
        if (!state.withoutOutcome.isEmpty()) {
            return new Problem(
                    "NO_OUTCOME",
                    "IM gave no outcome for " + state.withoutOutcome.size() + " of " + run.read() + " records",
                    "They are in the rejects with what IM said; call again with \"retry\": true to send them again");
        }
        if (state.rejectedByIm * 100 > state.sent * state.pins.rejectThresholdPercent()) {
            return new Problem(
                    "TOO_MANY_REJECTED",
                    "IM rejected " + state.rejectedByIm + " of " + state.sent + " credits, more than "
                            + state.pins.rejectThresholdPercent() + " %",
                    "Correct the rejects and push them as a new run; the other credits are in IM");
        }
        return null;
    }

    private void nameLateInput() {
        var known = new HashSet<>(run.input().stream().map(RunInput::uri).toList());
        var late = input.listing(state).files().stream()
                .map(object -> object.location().toString())
                .filter(uri -> !known.contains(uri))
                .toList();
        if (!late.isEmpty()) {
            LOG.warn(
                    "{} files came after the run had begun and are not part of it, the first: {}",
                    late.size(),
                    late.get(0));
            run.lateInput(late);
        }
    }

    private void delete(List<Location> parts) {
        try {
            for (var part : parts) {
                if (breath.isOver()) {
                    return;
                }
                context.store().delete(part);
            }
        } catch (StoreException e) {
            // The run is complete and its outputs are composed; what stays behind is only clutter.
            LOG.warn("Parts of the completed run could not be deleted: {}", e.getMessage());
        }
    }
}
