package dev.imconnector.settings;

/** Whether texts that a spreadsheet would run as formulas get an apostrophe before them, in CSV. */
public enum FormulaGuard {
    OFF,
    ON
}
