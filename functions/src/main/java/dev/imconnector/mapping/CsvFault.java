package dev.imconnector.mapping;

import de.siegmar.fastcsv.reader.CsvParseException;

/** What the parser of CSV complains of, in our own words: its own quote what the file holds, raw. */
public enum CsvFault {
    AFTER_CLOSING_QUOTE,
    OPEN_QUOTE,
    TOO_LONG;

    /** The parser tells its complaints apart by their texts alone; one that is new to us would be one about a bound. */
    public static CsvFault of(CsvParseException complaint) {
        var text = String.valueOf(complaint.getMessage());
        if (text.startsWith("Unexpected character after closing quote")) {
            return AFTER_CLOSING_QUOTE;
        }
        return text.startsWith("Unclosed quoted field") ? OPEN_QUOTE : TOO_LONG;
    }

    /** @param longest the most characters that a record may have */
    public String describe(int longest) {
        return switch (this) {
            case AFTER_CLOSING_QUOTE ->
                "characters follow the closing quotation mark of a value; is a quotation mark within it not doubled?";
            case OPEN_QUOTE -> "a quoted value never ends";
            case TOO_LONG -> "the record is longer than " + longest + " characters; is a quotation mark left open?";
        };
    }
}
