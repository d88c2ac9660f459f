package dev.imconnector.credit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules that a credit keeps before it is sent, for files and for the HTTP API alike. Blanks around values are
 * dropped first: spaces of every kind, tabs and line breaks.
 *
 * <ul>
 *   <li>every field: there, not blank, at most {@value #MAX_LENGTH} characters, no control characters, valid Unicode
 *   <li>{@code transactionDate}: {@link IsoDates}
 *   <li>{@code amount}: {@code -?(0|[1-9][0-9]*)(\.[0-9]+)?}
 *   <li>{@code currencyCode}: an ISO 4217 code that the Java platform knows, in capitals
 * </ul>
 *
 * <p>Safe for use by several threads.
 */
public final class CreditRules {

    /** The most characters (Unicode code points) of any field. */
    public static final int MAX_LENGTH = 255;

    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());
    private static final CreditField[] FIELDS = CreditField.values();

    private CreditRules() {}

    /** Makes a {@link Credit} of the values, or a {@link Rejection} that names all that is wrong with them. */
    public static CheckedCredit check(RawCredit raw) {
        if (raw.refusal() != null) {
            return raw.refusal();
        }
        var sourceRef = raw.trimmed(CreditField.SOURCE_REF);
        var participantId = raw.trimmed(CreditField.PARTICIPANT_ID);
        var transactionDate = raw.trimmed(CreditField.TRANSACTION_DATE);
        var amount = raw.trimmed(CreditField.AMOUNT);
        var currencyCode = raw.trimmed(CreditField.CURRENCY_CODE);
        var periodId = raw.trimmed(CreditField.PERIOD_ID);
        if (isText(sourceRef)
                && isText(participantId)
                && transactionDate != null
                && IsoDates.isDateOrOffsetDateTime(transactionDate)
                && isAmount(amount)
                && isCurrencyCode(currencyCode)
                && isText(periodId)
                && FieldFault.ofAdditional(raw).isEmpty()) {
            return new Credit(
                    sourceRef,
                    participantId,
                    transactionDate,
                    new BigDecimal(amount),
                    currencyCode,
                    periodId,
                    raw.additional());
        }
        return rejection(raw);
    }

    /** The amount of a record, whatever else is wrong with it, or null when it is not a valid one. */
    public static BigDecimal amountOf(RawCredit raw) {
        var text = raw.trimmed(CreditField.AMOUNT);
        return isAmount(text) ? new BigDecimal(text) : null;
    }

    /** The currency code of a record, whatever else is wrong with it, or null when it is not a valid one. */
    public static String currencyCodeOf(RawCredit raw) {
        var text = raw.trimmed(CreditField.CURRENCY_CODE);
        return isCurrencyCode(text) ? text : null;
    }

    private static Rejection rejection(RawCredit raw) {
        var all = new ArrayList<Rejection>();
        for (var field : FIELDS) {
            var found = FieldFault.of(field, raw);
            if (found != null) {
                all.add(found);
            }
        }
        all.addAll(FieldFault.ofAdditional(raw));
        if (all.isEmpty()) {
            throw new IllegalStateException("A refused credit has a fault in one of its fields");
        }
        var reasons = all.stream().map(Rejection::reason).collect(Collectors.joining("; "));
        return new Rejection(all.get(0).code(), reasons);
    }

    public static boolean isText(String value) {
        if (value == null || value.isEmpty() || !isShortEnough(value)) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c < ' ' || c >= '\u007f') {
                return isCleanFrom(value, i);
            }
        }
        return true;
    }

    private static boolean isCleanFrom(String value, int start) {
        return indexOfControl(value, start) < 0 && isUnicode(value, start);
    }

    static int indexOfControl(String value, int start) {
        for (int i = start; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether every surrogate has its other half. */
    static boolean isUnicode(String value, int start) {
        for (int i = start; i < value.length(); i++) {
            var c = value.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == value.length()
                        || !Character.isLowSurrogate(value.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    static boolean isShortEnough(String value) {
        return value.length() <= MAX_LENGTH
                || (value.length() <= 2 * MAX_LENGTH && value.codePointCount(0, value.length()) <= MAX_LENGTH);
    }

    /** Whether it is a code of ISO 4217 that the Java platform knows, withdrawn or not. */
    public static boolean isCurrencyCode(String value) {
        return value != null && CURRENCIES.contains(value);
    }

    /** {@code -?(0|[1-9][0-9]*)(\.[0-9]+)?}, and not too long. */
    public static boolean isAmount(String value) {
        if (value == null || value.isEmpty() || value.length() > MAX_LENGTH) {
            return false;
        }
        var start = value.charAt(0) == '-' ? 1 : 0;
        var point = endOfDigits(value, start);
        if (point == start || (value.charAt(start) == '0' && point > start + 1)) {
            return false;
        }
        if (point == value.length()) {
            return true;
        }
        return value.charAt(point) == '.'
                && point + 1 < value.length()
                && endOfDigits(value, point + 1) == value.length();
    }

    private static int endOfDigits(String value, int start) {
        var i = start;
        while (i < value.length() && value.charAt(i) >= '0' && value.charAt(i) <= '9') {
            i++;
        }
        return i;
    }
}
