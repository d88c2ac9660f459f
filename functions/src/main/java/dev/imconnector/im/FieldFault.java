package dev.imconnector.im;

import dev.imconnector.problem.CleanText;

/** Says what is wrong with a field: its name, what was found and what is allowed. The cold side of the rules. */
final class FieldFault {

    private static final int MAX_SHOWN = 60;

    private FieldFault() {}

    /** What is wrong, or null when nothing is. */
    static Rejection of(CreditField field, RawCredit raw) {
        var name = field.fieldName();
        if (raw.wrongType(field) != null) {
            return new Rejection("FIELD_TYPE", name + " is " + raw.wrongType(field) + ": a text or a number is needed");
        }
        var value = raw.trimmed(field);
        if (value == null || value.isEmpty()) {
            return new Rejection("FIELD_MISSING", name + (value == null ? " is missing" : " is blank"));
        }
        var general = ofText(name, value);
        return general != null ? general : ofKind(field, value);
    }

    private static Rejection ofText(String name, String value) {
        if (!CreditRules.isShortEnough(value)) {
            return new Rejection(
                    "FIELD_TOO_LONG",
                    name + " " + shown(value) + " has " + value.codePointCount(0, value.length())
                            + " characters: at most " + CreditRules.MAX_LENGTH + " are allowed");
        }
        var control = CreditRules.indexOfControl(value, 0);
        if (control >= 0) {
            return new Rejection(
                    "CONTROL_CHARACTER",
                    String.format(
                            "%s %s has the control character U+%04X: none is allowed",
                            name, shown(value), (int) value.charAt(control)));
        }
        if (!CreditRules.isUnicode(value, 0)) {
            return new Rejection(
                    "NOT_UNICODE", name + " " + shown(value) + " has half of a surrogate pair: it is no valid Unicode");
        }
        return null;
    }

    private static Rejection ofKind(CreditField field, String value) {
        var found = field.fieldName() + " " + shown(value);
        return switch (field) {
            case TRANSACTION_DATE ->
                IsoDates.isDateOrOffsetDateTime(value)
                        ? null
                        : new Rejection(
                                "DATE_INVALID",
                                found + " is no date: 2026-03-31 or a date-time with offset such as"
                                        + " 2026-03-31T17:00:00+02:00 is allowed");
            case AMOUNT ->
                CreditRules.isAmount(value)
                        ? null
                        : new Rejection(
                                "AMOUNT_INVALID",
                                found
                                        + " is no amount: digits with an optional minus sign and decimal point are allowed,"
                                        + " as in -1234.50");
            case CURRENCY_CODE ->
                CreditRules.isCurrencyCode(value)
                        ? null
                        : new Rejection("CURRENCY_UNKNOWN", found + " is no ISO 4217 code such as EUR");
            case SOURCE_REF, PARTICIPANT_ID, PERIOD_ID -> null;
        };
    }

    private static String shown(String value) {
        return "'" + CleanText.of(value, MAX_SHOWN) + "'";
    }
}
