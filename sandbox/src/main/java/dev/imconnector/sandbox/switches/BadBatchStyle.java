package dev.imconnector.sandbox.switches;

/** How a batch with at least one bad record is answered. */
public enum BadBatchStyle {
    /** One result for each record. */
    ITEMS,
    /** 400 for the whole batch, without results. */
    WHOLE_400
}
