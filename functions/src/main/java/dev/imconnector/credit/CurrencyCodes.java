package dev.imconnector.credit;

/** Which currencies a credit may have. */
public enum CurrencyCodes {
    /** Those of a country of today, and their units of account; no withdrawn ones, no metals, no codes for tests. */
    ACTIVE,
    /** All that the Java platform knows. */
    ALL
}
