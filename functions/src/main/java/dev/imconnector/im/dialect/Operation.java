package dev.imconnector.im.dialect;

/** Operations beside writing credits and reading rows; not every IM offers all of them. */
public enum Operation {
    REPLACE_QUOTA("replace a quota"),
    CHANGE_QUOTA("change fields of a quota"),
    REPLACE_PARTICIPANT("replace a participant"),
    CHANGE_PARTICIPANT("change fields of a participant"),
    START_PIPELINE_RUN("start a pipeline run"),
    CANCEL_PIPELINE_RUN("cancel a pipeline run");

    private final String text;

    Operation(String text) {
        this.text = text;
    }

    /** The operation as a phrase that follows "cannot". */
    public String text() {
        return text;
    }
}
