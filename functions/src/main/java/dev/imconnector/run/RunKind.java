package dev.imconnector.run;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a run does. */
public enum RunKind {
    CREDIT_PUSH("credit-push"),
    RESULTS_PULL("results-pull"),
    RECONCILIATION("reconciliation");

    private final String text;

    RunKind(String text) {
        this.text = text;
    }

    /** As in the record, and in metrics. */
    @JsonValue
    public String text() {
        return text;
    }
}
