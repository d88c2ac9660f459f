package dev.imconnector.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is made of a value once it is found. */
sealed interface ValueRule {

    /** How letters are turned. */
    enum LetterCase {
        AS_IS,
        UPPER,
        LOWER
    }

    /**
     * @param lookup or null
     * @param forms what an id is brought into, one after the other
     * @param zeroPad the digits that a number has at least, with zeros in front; 0 for as many as it has
     */
    record Text(LetterCase letterCase, LookupTable lookup, String otherwise, List<IdForm> forms, int zeroPad)
            implements ValueRule {

        boolean changesNothing() {
            return letterCase == LetterCase.AS_IS && lookup == null && forms.isEmpty() && zeroPad == 0;
        }

        /** The text in its letters and forms, before it is looked up; null when it is of none of the forms. */
        String prepared(String text) {
            var result = switch (letterCase) {
                case AS_IS -> text;
                case UPPER -> text.toUpperCase(Locale.ROOT);
                case LOWER -> text.toLowerCase(Locale.ROOT);
            };
            for (var form : forms) {
                result = result == null ? null : form.of(result);
            }
            var isShort = result != null && result.length() < zeroPad && result.matches("[0-9]+");
            return isShort ? "0".repeat(zeroPad - result.length()) + result : result;
        }
    }

    /** @param format or null for ISO dates, which stay as they are */
    record Date(DateReading format) implements ValueRule {}

    /** @param sign or null */
    record Number(AmountText format, SignColumn sign, AmountScale scale) implements ValueRule {

        boolean changesNothing() {
            return sign == null && scale.changesNothing() && format.mayBeAsItIs();
        }
    }

    record Flag(Set<String> trueValues, Set<String> falseValues) implements ValueRule {}

    /**
     * A column that says whether a number is negative.
     *
     * @param negative the values that mean so
     * @param positive the values that mean the opposite; any other is a reject
     */
    record SignColumn(String column, Set<String> negative, Set<String> positive) {}
}
