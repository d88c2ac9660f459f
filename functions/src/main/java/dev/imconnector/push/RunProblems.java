package dev.imconnector.push;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.Presence;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunWarning;
import java.util.List;
import java.util.Optional;

/** What is said when a request does not fit the run it names, or the run must not end well. */
final class RunProblems {

    /** Of fewer credits "most" means nothing. */
    private static final int FEW = 10;

    static final String PRESENT_WITHOUT_RECEIPT = "PRESENT_WITHOUT_RECEIPT";
    static final String CORRECTION_NOT_IN_IM = "CORRECTION_NOT_IN_IM";

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
                        + " starts it again with the input as it is now");
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
                "Choose another runId; \"retry\" resumes a night that has FAILED");
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

    static Problem tooManyRepeatedRejected(int count) {
        return new Problem(
                "TOO_MANY_REJECTED",
                "IM did not take " + count + " credits that are several times in the export; the others were not sent",
                "Correct the export, with each credit once, and push it as a new run; what is in IM already is found there");
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
     * IM said of most credits that they are there already, and there is no receipt that they were created from here. Nobody
     * looks at that outcome, so somebody is asked to. Of a few credits it says nothing; and an invocation that died may
     * have created those that it did not come to write down.
     */
    static Optional<RunWarning> presentWithoutReceipt(RunRecord run, PushState state, Presence found, int maxInFlight) {
        var died = run.attempts().stream()
                .filter(attempt -> "DIED".equals(attempt.end()))
                .count();
        var unexplained = found.withoutReceipt() - died * PushJournal.mostLost(state.pins.batchSize(), maxInFlight);
        if (state.sent < FEW || unexplained * 2 <= state.sent) {
            return Optional.empty();
        }
        return Optional.of(new RunWarning(
                PRESENT_WITHOUT_RECEIPT,
                "IM says of " + found.inIm() + " of " + state.sent + " credits that they are there already, and "
                        + (found.complete() ? "" : "as far as receipts were read ") + "no run has a receipt that "
                        + found.withoutReceipt() + " of them were created from here. Either others have sent them,"
                        + " or IM's words were misunderstood and they are not in IM: compare with im reconcile, and look at"
                        + " already-exists-pattern",
                found.withoutReceipt()));
    }

    /** IM takes nothing under a sourceRef that it has: a correction there is lost unless somebody sends the difference. */
    static Optional<RunWarning> correctionNotInIm(Presence found, List<String> places) {
        if (found.changed() == 0) {
            return Optional.empty();
        }
        var more = found.changed() - places.size();
        return Optional.of(new RunWarning(
                CORRECTION_NOT_IN_IM,
                "IM has " + found.changed() + " credits as an earlier run created them, not as they are now: "
                        + String.join("; ", places) + (more > 0 ? "; and " + more + " more" : "")
                        + ". IM keeps what it has under a sourceRef. All are listed in " + found.corrections()
                        + ": send each correction as a credit of its own, under a new sourceRef",
                found.changed()));
    }
}
