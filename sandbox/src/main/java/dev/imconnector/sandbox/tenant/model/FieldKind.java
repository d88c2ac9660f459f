package dev.imconnector.sandbox.tenant.model;

/** What a field of a resource holds, and with it how it is kept, written and compared. */
public enum FieldKind {
    TEXT,
    /** A system identifier: digits as text. */
    SEQ,
    /** {@code {"value","unitType"}}. */
    AMOUNT,
    /** A day, kept as {@code yyyy-MM-dd}. */
    DATE,
    /** A moment, kept as an ISO 8601 instant. */
    TIMESTAMP,
    FLAG,
    /** A whole number as a JSON number. */
    INTEGER,
    /** Another object, kept as its seq. */
    REFERENCE,
    /** Other objects, kept as an array of seqs. */
    REFERENCES,
    /** An object of texts, kept with a seq of its own. */
    ADDRESS,
    /** Who is paid for a sales transaction. */
    ASSIGNMENTS,
    /** How the value of a sales transaction is changed; sent with PUT, never kept. */
    ADJUSTMENT,
    /** An object that is shown as it is kept. */
    OBJECT,
    /** Texts that a pipeline run lists, kept as an array. */
    TEXTS
}
