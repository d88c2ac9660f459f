package dev.imconnector.mapping;

import java.util.Set;

/** What is made of a value once it is found. */
sealed interface ValueRule {

    /** How letters are turned. */
    enum LetterCase {
        AS_IS,
        UPPER,
        LOWER
    }

    /** @param lookup or null */
    record Text(LetterCase letterCase, LookupTable lookup, String otherwise) implements ValueRule {

        boolean changesNothing() {
            return letterCase == LetterCase.AS_IS && lookup == null;
        }
    }

    /** @param format or null for ISO dates, which stay as they are */
    record Date(DateFormat format) implements ValueRule {}

    /** @param sign or null */
    record Number(AmountFormat format, SignColumn sign) implements ValueRule {}

    record Flag(Set<String> trueValues, Set<String> falseValues) implements ValueRule {}

    /**
     * A column that says whether a number is negative.
     *
     * @param negative the values that mean so
     * @param positive the values that mean the opposite; any other is a reject
     */
    record SignColumn(String column, Set<String> negative, Set<String> positive) {}
}
