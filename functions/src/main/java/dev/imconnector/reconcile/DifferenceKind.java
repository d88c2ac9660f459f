package dev.imconnector.reconcile;

import com.fasterxml.jackson.annotation.JsonValue;

/** The kinds of difference between a credit in IM and what the CRM sent. */
public enum DifferenceKind {
    MISSING("missing", "The CRM has it, but IM does not (among the rows compared)"),
    EXTRA("extra", "IM has it, but the CRM's files do not, or not in a form that is sent"),
    CHANGED_AMOUNT("changedAmount", "IM has another amount or currency under the same sourceRef"),
    IM_ERROR("error", "IM set it to ERROR: it will not be paid as it is"),
    IM_REVERSED("reversed", "IM set it to REVERSED: it is no longer paid"),
    TWICE("twice", "IM has more than one credit with this sourceRef");

    private final String text;
    private final String meaning;

    DifferenceKind(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    /** As in the record and in the differences. */
    @JsonValue
    public String text() {
        return text;
    }

    String meaning() {
        return meaning;
    }
}
