package dev.imconnector.settings;

/** Which results of a tenant are pulled, where its rows say whether they were posted. */
public enum ResultsStatus {
    /** Those that were posted: they are settled. */
    POSTED,
    /** Those of trial runs, too. */
    ALL
}
