package dev.imconnector.settings;

/** What database clients, programs and spreadsheets write where there is no value, or where they have spoilt one. */
final class Placeholders {

    /** For whole values; letters in any case. */
    static final String DEFAULT = "(?i)"
            + String.join(
                    "|",
                    "\\\\n", // of MySQL and PostgreSQL
                    "[(<\\[]?(null|nil|none|nan|blank|empty|undefined|unknown|n/?a|n\\.a\\.|tbd|tba|object object)[)>\\]]?",
                    "#\\p{L}+(/0)?[!?]|#n/?[av]|#+", // of spreadsheets, in any language
                    "[-_.?*]+",
                    "0+|0{8}(-0{4}){3}-0{12}",
                    "[+-]?[0-9]([.,][0-9]+)?e\\+[0-9]+|[+-]?[0-9][.,][0-9]+e-?[0-9]+"); // digits are lost

    private Placeholders() {}
}
