package dev.imconnector.problem;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A regular expression from the settings, matched within a budget: some of them take longer than the universe is old
 * for a text of thirty characters, and nothing interrupts them. Immutable.
 */
public final class BudgetedPattern {

    /** Characters looked at for one text: some 10 ms, and more than an honest expression needs for a message. */
    private static final int MOST_LOOKS = 1_000_000;

    private final Pattern pattern;

    public BudgetedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Whether it is found in the text; empty when the budget did not suffice to know. */
    public Optional<Boolean> isIn(String text) {
        try {
            return Optional.of(pattern.matcher(new Looks(text)).find());
        } catch (BudgetSpent | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** Ends a match from within: a pattern asks for nothing but characters. */
    private static final class BudgetSpent extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BudgetSpent() {
            super("the budget is spent", null, false, false);
        }
    }

    /** A text that can be looked at so often. */
    private static final class Looks implements CharSequence {

        private final CharSequence text;
        private int looks;

        Looks(CharSequence text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST_LOOKS) {
                throw new BudgetSpent();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
