package dev.imconnector.im.dialect;

/** What can be asked of an IM beside taking credits and showing rows; not every IM does all of it. */
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

    /** As it goes on after "cannot". */
    public String text() {
        return text;
    }
}
