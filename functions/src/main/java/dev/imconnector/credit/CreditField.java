package dev.imconnector.credit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of a credit that IM needs, in the order in which they are sent. */
public enum CreditField {
    SOURCE_REF("sourceRef"),
    PARTICIPANT_ID("participantId"),
    TRANSACTION_DATE("transactionDate"),
    AMOUNT("amount"),
    CURRENCY_CODE("currencyCode"),
    PERIOD_ID("periodId");

    private static final Map<String, CreditField> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(CreditField::fieldName, Function.identity()));
    private static final List<String> NAMES =
            Arrays.stream(values()).map(CreditField::fieldName).toList();

    private final String fieldName;

    CreditField(String fieldName) {
        this.fieldName = fieldName;
    }

    /** The name in files, in IM and in the API. */
    public String fieldName() {
        return fieldName;
    }

    /** The field of exactly that name, or null. */
    public static CreditField named(String name) {
        return BY_NAME.get(name);
    }

    /** All names, in order. */
    public static List<String> names() {
        return NAMES;
    }
}
