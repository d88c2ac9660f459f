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
                "The run " + run.runId() + " began with another input: " + how,
                "Start the other input under another runId; when the run is FAILED and has sent nothing, \"retry\": true"
                        + " starts it again with the input as it is now");
    }

    static Problem lateInput(RunRecord run, List<String> more) {
        return new Problem(
                "LATE_INPUT",
                "The run " + run.runId() + " completed without " + more.size()
                        + " files that are now in its folder; their credits are not in IM. The first: " + more.get(0),
                "Push them as a run of their own, with \"credits\" and a runId such as " + run.runId()
                        + "-late; and check who started the run before all files were there (requestedBy in its"
                        + " record)");
    }

    static Problem nameOfANight(RunId runId) {
        return new Problem(
                "RUN_ID_RESERVED",
                "The runId " + runId + " is reserved for the nightly push, which its schedule starts",
                "Choose another runId; \"retry\" resumes a night that has FAILED");
    }

    static Problem noOutcome(int count, long read) {
        return new Problem(
                "NO_OUTCOME",
                "IM gave no outcome for " + count + " of " + read + " records",
                "The rejects list them with IM's message; call again with \"retry\": true to send them again");
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
                "IM rejected " + count + " of the credits that occur several times in the export; the connector"
                        + " did not send the others",
                "Correct the export, with each credit once, and push it as a new run; IM recognises the credits"
                        + " that it already has");
    }

    static Problem imRejectsMost(long bad, long sent) {
        return new Problem(
                "IM_REJECTS_MOST",
                "IM rejected " + bad + " of the first " + sent + " credits; the others were not sent",
                "Read the reasons in the rejects: most likely one setting or one column is wrong for all. Correct"
                        + " it, and push the rest again with retry or under a new runId");
    }

    static Problem tooManyWithoutOutcome(int count) {
        return new Problem(
                "NO_OUTCOME",
                "IM gave no outcome for " + count + " credits; the others were not sent",
                "Ask SAP support whether the batch interface works as it should, then call again with retry");
    }

    /**
     * IM said that most credits exist already, and there is no receipt that they were created from here. Nobody
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
                "IM says that " + found.inIm() + " of " + state.sent + " credits exist already, and "
                        + (found.complete() ? "" : "as far as receipts were read ") + "no run has a receipt for"
                        + " creating "
                        + found.withoutReceipt() + " of them. Either another system sent them, or the connector"
                        + " misread IM's message and they are not in IM: compare with im reconcile, and"
                        + " check already-exists-pattern",
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
                "IM has " + found.changed() + " credits with the content that an earlier run sent, not with today's: "
                        + String.join("; ", places) + (more > 0 ? "; and " + more + " more" : "")
                        + ". IM keeps what it has under a sourceRef. All are listed in " + found.corrections()
                        + ": send each correction as its own credit, under a new sourceRef",
                found.changed()));
    }
}
