package dev.imconnector.mapping;

/** The form of an export. */
public enum FileFormat {
    CSV,
    JSON_LINES
}
