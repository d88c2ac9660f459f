package dev.imconnector.mapping;

import java.time.format.DateTimeFormatter;
import java.util.List;

/** Where a field's value comes from. */
sealed interface ValueSource {

    /** The columns that it needs. */
    List<String> columns();

    record Column(String name) implements ValueSource {
        @Override
        public List<String> columns() {
            return List.of(name);
        }
    }

    /** Several columns, none of which may be blank. */
    record Joined(List<String> columns, String separator) implements ValueSource {}

    record Constant(String value) implements ValueSource {
        @Override
        public List<String> columns() {
            return List.of();
        }
    }

    /**
     * The currency that stands in the amount's cell.
     *
     * @param otherwise where it comes from when none stands there, or null when it must
     */
    record OfAmount(ValueSource amount, CurrencyMarks marks, ValueSource otherwise) implements ValueSource {
        @Override
        public List<String> columns() {
            return otherwise == null ? amount.columns() : otherwise.columns();
        }
    }

    /** The transaction date in another form, such as its month for the period. */
    record FromDate(String pattern, DateTimeFormatter formatter) implements ValueSource {
        @Override
        public List<String> columns() {
            return List.of();
        }
    }
}
