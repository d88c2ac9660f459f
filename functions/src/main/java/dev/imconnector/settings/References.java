package dev.imconnector.settings;

/** How what is sent to a tenant names other objects. */
public enum References {
    /** An order by its seq, everything else by its business key: both have been seen in use. */
    MIXED,
    /** By business key alone. */
    KEY,
    /** By seq alone, within an object. */
    SEQ,
    /** By the seq alone, as a text. */
    BARE
}
