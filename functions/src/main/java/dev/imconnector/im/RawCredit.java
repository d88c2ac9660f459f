package dev.imconnector.im;

/**
 * The values of one record as they were found, before {@link CreditRules} looks at them. Made to be filled again for
 * each record; for use by one thread.
 */
public final class RawCredit {

    private static final int FIELDS = CreditField.values().length;

    private final String[] values = new String[FIELDS];
    private final String[] wrongTypes = new String[FIELDS];

    /** Forgets all values. */
    public RawCredit clear() {
        for (int i = 0; i < FIELDS; i++) {
            values[i] = null;
            wrongTypes[i] = null;
        }
        return this;
    }

    /** @param value the text as found, or null when there is none */
    public RawCredit set(CreditField field, String value) {
        values[field.ordinal()] = value;
        return this;
    }

    /**
     * Notes that the field holds what is no text and no number.
     *
     * @param found what it is, as in "an object"
     */
    public RawCredit setWrongType(CreditField field, String found) {
        wrongTypes[field.ordinal()] = found;
        return this;
    }

    /** The text as found, or null. */
    public String value(CreditField field) {
        return values[field.ordinal()];
    }

    /** The text without the blanks around it, or null. */
    public String trimmed(CreditField field) {
        return Blanks.trim(values[field.ordinal()]);
    }

    /** What was found in place of a text or number, or null. */
    String wrongType(CreditField field) {
        return wrongTypes[field.ordinal()];
    }
}
