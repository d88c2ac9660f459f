package dev.imconnector.credit;

import java.util.ArrayList;
import java.util.List;

/**
 * The values of one record as they were found, before {@link CreditRules} looks at them. Made to be filled again for
 * each record; for use by one thread.
 */
public final class RawCredit {

    private static final int FIELDS = CreditField.values().length;

    private final String[] values = new String[FIELDS];
    private final String[] wrongTypes = new String[FIELDS];
    private final Rejection[] faults = new Rejection[FIELDS];
    private final List<AdditionalField> additional = new ArrayList<>();
    private final List<Rejection> additionalFaults = new ArrayList<>();
    private Rejection refusal;

    /** Forgets all values. */
    public RawCredit clear() {
        for (int i = 0; i < FIELDS; i++) {
            values[i] = null;
            wrongTypes[i] = null;
            faults[i] = null;
        }
        refusal = null;
        additional.clear();
        additionalFaults.clear();
        return this;
    }

    /** @param value the text as found, or null when there is none */
    public RawCredit set(CreditField field, String value) {
        values[field.ordinal()] = value;
        return this;
    }

    /**
     * Notes that the field holds neither a text nor a number.
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

    /**
     * Notes why there is no value for the field, although the record has something there.
     *
     * @param fault what the record is rejected for
     */
    public RawCredit setFault(CreditField field, Rejection fault) {
        values[field.ordinal()] = null;
        faults[field.ordinal()] = fault;
        return this;
    }

    /** What {@link #setFault} has noted, or null. */
    public Rejection fault(CreditField field) {
        return faults[field.ordinal()];
    }

    /** Notes why the record as a whole cannot be used, whatever its fields are. */
    public void refuse(Rejection why) {
        refusal = why;
    }

    Rejection refusal() {
        return refusal;
    }

    /** Adds a field beside the six. */
    public void add(AdditionalField field) {
        additional.add(field);
    }

    /** Notes why a field beside the six has no value. */
    public void addFault(Rejection fault) {
        additionalFaults.add(fault);
    }

    List<AdditionalField> additional() {
        return additional.isEmpty() ? List.of() : List.copyOf(additional);
    }

    List<Rejection> additionalFaults() {
        return additionalFaults;
    }
}
