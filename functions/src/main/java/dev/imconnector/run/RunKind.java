package dev.imconnector.run;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.imconnector.problem.Problem;

/** What a run does. */
public enum RunKind {
    CREDIT_PUSH("credit-push", "push-"),
    RESULTS_PULL("results-pull", "pull-"),
    RECONCILIATION("reconciliation", "reconcile-");

    private final String text;
    private final String prefix;

    RunKind(String text, String prefix) {
        this.text = text;
        this.prefix = prefix;
    }

    /**
     * Makes sure that a run of this kind does not take the name of one of another kind, which a schedule may be about to
     * begin: that night would fail, and another role could reach what this run leaves behind.
     *
     * @throws RunException when it does
     */
    void mayBegin(RunId runId) {
        for (var kind : values()) {
            if (kind != this && runId.text().startsWith(kind.prefix)) {
                throw new RunException(new Problem(
                        "RUN_ID_RESERVED",
                        "The runId " + runId + " cannot be used for a " + text + ": names with " + kind.prefix
                                + " belong to runs of the kind " + kind.text,
                        "Choose another runId"));
            }
        }
    }

    /** Whether a schedule begins runs of that name: its prefix and a date. */
    public boolean isOfASchedule(RunId runId) {
        return runId.text().startsWith(prefix) && runId.text().matches(".*-[0-9]{4}-[0-9]{2}-[0-9]{2}");
    }

    /** As in the record, and in metrics. */
    @JsonValue
    public String text() {
        return text;
    }
}
