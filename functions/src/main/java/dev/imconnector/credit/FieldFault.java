package dev.imconnector.credit;

import dev.imconnector.problem.CleanText;
import java.util.ArrayList;
import java.util.List;

/** Says what is wrong with a field: its name, what was found and what is allowed. The cold side of the rules. */
final class FieldFault {

    private static final int MAX_SHOWN = 60;

    private FieldFault() {}

    /** What is wrong, or null when nothing is. */
    static Rejection of(CreditField field, RawCredit raw) {
        if (raw.fault(field) != null) {
            return raw.fault(field);
        }
        var name = field.fieldName();
        if (raw.wrongType(field) != null) {
            return new Rejection(
                    "FIELD_TYPE", name + " is " + raw.wrongType(field) + ": a string or a number is needed");
        }
        var value = raw.trimmed(field);
        if (value == null || value.isEmpty()) {
            return new Rejection("FIELD_MISSING", name + (value == null ? " is missing" : " is blank"));
        }
        var general = ofText(name, value);
        return general != null ? general : ofKind(field, value);
    }

    /** What is wrong with the fields beside the six; empty when nothing is. */
    static List<Rejection> ofAdditional(RawCredit raw) {
        var all = raw.additional();
        if (all.isEmpty()) {
            return raw.additionalFaults();
        }
        var result = new ArrayList<>(raw.additionalFaults());
        for (var field : all) {
            var found = of(field);
            if (found != null) {
                result.add(found);
            }
        }
        return result;
    }

    private static Rejection of(AdditionalField field) {
        var general = ofText(field.name(), field.value());
        if (general != null) {
            return general;
        }
        return switch (field.type()) {
            case NUMBER -> ofAmount(field.name(), field.value());
            case DATE -> ofDate(field.name(), field.value());
            case TEXT, BOOLEAN -> null;
        };
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
                    "NOT_UNICODE",
                    name + " " + shown(value) + " has half of a surrogate pair: it is not valid Unicode");
        }
        return null;
    }

    private static Rejection ofKind(CreditField field, String value) {
        return switch (field) {
            case TRANSACTION_DATE -> ofDate(field.fieldName(), value);
            case AMOUNT -> ofAmount(field.fieldName(), value);
            case CURRENCY_CODE ->
                CreditRules.isCurrencyCode(value)
                        ? null
                        : new Rejection(
                                "CURRENCY_UNKNOWN",
                                field.fieldName() + " " + shown(value) + " is not an ISO 4217 code such as EUR");
            case SOURCE_REF, PARTICIPANT_ID, PERIOD_ID -> null;
        };
    }

    private static Rejection ofDate(String name, String value) {
        return IsoDates.isDateOrOffsetDateTime(value)
                ? null
                : new Rejection(
                        "DATE_INVALID",
                        name + " " + shown(value)
                                + " is not a date: 2026-03-31 or a date-time with offset such as"
                                + " 2026-03-31T17:00:00+02:00 is allowed");
    }

    private static Rejection ofAmount(String name, String value) {
        return CreditRules.isAmount(value)
                ? null
                : new Rejection(
                        "AMOUNT_INVALID",
                        name + " " + shown(value)
                                + " is not an amount: digits with an optional minus sign and decimal point are allowed,"
                                + " as in -1234.50");
    }

    private static String shown(String value) {
        return "'" + CleanText.of(value, MAX_SHOWN) + "'";
    }
}
