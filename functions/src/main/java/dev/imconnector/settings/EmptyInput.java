package dev.imconnector.settings;

/** What an export without a record, or a pull without a row, means: a quiet day, or that something is broken. */
public enum EmptyInput {
    OK,
    FAIL
}
