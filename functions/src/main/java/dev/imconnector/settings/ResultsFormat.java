package dev.imconnector.settings;

/** What pulled rows are written as: JSON lines, or CSV. */
public enum ResultsFormat {
    JSONL,
    CSV
}
