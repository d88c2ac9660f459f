package dev.imconnector.settings;

/** What an export without a record means: a quiet day, or a broken export. */
public enum EmptyInput {
    OK,
    FAIL
}
