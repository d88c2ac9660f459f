package dev.imconnector.mapping;

/** How the texts of a column are turned into the day that they name. Implementations are immutable. */
interface DateReading {

    /** The ISO date, or null when the text is not of that form. */
    String isoDate(String text);

    /** For reasons. */
    String describe();
}
