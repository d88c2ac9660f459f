package dev.imconnector.settings;

import dev.imconnector.problem.ProblemException;
import java.util.function.Function;

/**
 * What the text of a setting may be.
 *
 * @param allowed in words that follow "must be"
 * @param parser turns the text into the value, or throws {@link Unusable} or a {@link ProblemException} with the reason
 */
record ValueType<T>(String allowed, Function<String, T> parser) {

    T parse(String text) {
        try {
            return parser.apply(text);
        } catch (ProblemException e) {
            throw new Unusable(e.problem().message());
        }
    }

    /** The text cannot be this type's; the message says why, or is empty when {@link #allowed} says it all. */
    static final class Unusable extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final boolean shown;

        Unusable(String reason) {
            this(reason, true);
        }

        private Unusable(String reason, boolean shown) {
            super(reason);
            this.shown = shown;
        }

        /** The text may hold a password or a token, so it must not be quoted. */
        static Unusable notToBeShown(String reason) {
            return new Unusable(reason, false);
        }

        boolean mayBeShown() {
            return shown;
        }
    }
}
