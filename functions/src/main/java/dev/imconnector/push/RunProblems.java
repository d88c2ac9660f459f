package dev.imconnector.push;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;

/** What is said when a request does not fit the run it names. */
final class RunProblems {

    private RunProblems() {}

    static Problem otherKind(RunRecord run) {
        return new Problem(
                "RUN_ID_TAKEN",
                "The runId " + run.runId() + " belongs to a run of another kind",
                "Choose another runId");
    }

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
}
