package dev.imconnector.credit;

/** What an amount is that has more decimals than its currency has minor units (ISO 4217). */
public enum AmountDecimals {
    /** A reject. */
    STRICT,
    /** A reject when the currency has none at all, as the yen; else a warning. */
    LENIENT,
    /** Of no concern. */
    OFF
}
