package dev.imconnector.push;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunWarning;
import java.util.List;
import java.util.Optional;

/** What is said when a request does not fit the run it names, or the run must not end well. */
final class RunProblems {

    /** Of fewer credits "most" means nothing. */
    private static final int FEW = 10;

    private RunProblems() {}

    static Problem dryRunOfRealRun(RunRecord run) {
        return new Problem(
                "RUN_ID_TAKEN",
                "The runId " + run.runId() + " belongs to a run that has begun, which a dry run must not touch",
                "Give the dry run a runId of its own");
    }

    static Problem inputDiffers(RunRecord run, String how) {
        return new Problem(
                "RUN_INPUT_DIFFERS",
                "The run " + run.runId() + " has another input than asked for: " + how,
                "Start the other input under another runId; when the run is FAILED and has sent nothing, \"retry\": true"
                        + " begins it anew with the input as it is now");
    }

    static Problem lateInput(RunRecord run, List<String> more) {
        return new Problem(
                "LATE_INPUT",
                "The run " + run.runId() + " has completed without " + more.size()
                        + " files that lie at its place now and are not in IM, the first: " + more.get(0),
                "Push them as a run of their own, with \"credits\" and a runId such as " + run.runId()
                        + "-late; and look who began the run before all was there (requestedBy in its record)");
    }

    static Problem nameOfANight(RunId runId) {
        return new Problem(
                "RUN_ID_RESERVED",
                "The runId " + runId + " is that of a night's push, which its schedule begins",
                "Choose another runId; \"retry\" goes on with a night that has FAILED");
    }

    static Problem noOutcome(int count, long read) {
        return new Problem(
                "NO_OUTCOME",
                "IM gave no outcome for " + count + " of " + read + " records",
                "They are in the rejects with what IM said; call again with \"retry\": true to send them again");
    }

    static Problem tooManyRejected(PushState state) {
        return new Problem(
                "TOO_MANY_REJECTED",
                "IM rejected " + state.rejectedByIm + " of " + state.sent + " credits, more than "
                        + state.pins.rejectThresholdPercent() + " %",
                "Correct the rejects and push them as a new run; the other credits are in IM");
    }

    static Problem imRejectsMost(long bad, long sent) {
        return new Problem(
                "IM_REJECTS_MOST",
                "IM rejected " + bad + " of the first " + sent + " credits; the others were not sent",
                "Look at the reasons in the rejects: most likely one setting or one column is wrong for all. Correct"
                        + " it, and push the rest again with retry or under a new runId");
    }

    static Problem tooManyWithoutOutcome(int count) {
        return new Problem(
                "NO_OUTCOME",
                "IM gave no outcome for " + count + " credits; the others were not sent",
                "Ask SAP support whether the batch interface works as it should, then call again with retry");
    }

    /**
     * Of a run that was never interrupted, and so has not sent its credits before itself: IM said of most of them that they
     * are there already. Nobody looks at that outcome, so somebody is asked to. Of a few credits it says nothing.
     */
    static Optional<RunWarning> presentWithoutReceipt(RunRecord run, PushState state) {
        var isMost = state.presentInIm * 2 > state.sent && state.sent >= FEW;
        if (!isMost || run.attempts().size() != 1) {
            return Optional.empty();
        }
        return Optional.of(new RunWarning(
                "PRESENT_WITHOUT_RECEIPT",
                "IM says of " + state.presentInIm + " of " + state.sent
                        + " credits that they are there already, and this run"
                        + " has not sent them before. When no other run has (im find SOURCEREF), they are not from here:"
                        + " compare with im reconcile, and look at already-exists-pattern",
                state.presentInIm));
    }
}
