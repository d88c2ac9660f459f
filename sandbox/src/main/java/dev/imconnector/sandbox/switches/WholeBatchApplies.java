package dev.imconnector.sandbox.switches;

/** What a batch that is refused as a whole (400, 409) leaves behind. */
public enum WholeBatchApplies {
    NOTHING,
    /** Its good, new records are stored although the answer does not say so. */
    GOOD_RECORDS
}
