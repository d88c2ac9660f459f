package dev.imconnector.sandbox.read.query;

import dev.imconnector.sandbox.state.FieldType;
import dev.imconnector.sandbox.state.Rows;

/** A {@code $filter}, ready to be asked about rows. */
sealed interface Filter {

    boolean matches(Rows rows, int row);

    /**
     * The one row that can match, found by an index.
     *
     * @return the row, {@link Rows#NONE}, or {@link Rows#NOT_INDEXED} when all have to be looked at
     */
    default int candidate(Rows rows) {
        return Rows.NOT_INDEXED;
    }

    /** Both hold. */
    record And(Filter left, Filter right) implements Filter {
        @Override
        public boolean matches(Rows rows, int row) {
            return left.matches(rows, row) && right.matches(rows, row);
        }

        @Override
        public int candidate(Rows rows) {
            var candidate = left.candidate(rows);
            return candidate == Rows.NOT_INDEXED ? right.candidate(rows) : candidate;
        }
    }

    /** At least one holds. */
    record Or(Filter left, Filter right) implements Filter {
        @Override
        public boolean matches(Rows rows, int row) {
            return left.matches(rows, row) || right.matches(rows, row);
        }
    }

    /** How a field is compared. */
    enum Operator {
        EQ,
        NE,
        GT,
        LT,
        GE,
        LE
    }

    /**
     * A field compared with a literal. A row that lacks the field is equal to null only, and neither less nor greater
     * than anything.
     *
     * @param literal of the field's type, or null
     */
    record Comparison(String field, FieldType type, Operator operator, Object literal) implements Filter {
        @Override
        public int candidate(Rows rows) {
            return operator == Operator.EQ && literal instanceof String text
                    ? rows.find(field, text)
                    : Rows.NOT_INDEXED;
        }

        @Override
        public boolean matches(Rows rows, int row) {
            var value = rows.value(row, field);
            if (value == null || literal == null) {
                var equal = value == literal;
                return operator == Operator.EQ ? equal : operator == Operator.NE && !equal;
            }
            var compared = type.compare(value, literal);
            return switch (operator) {
                case EQ -> compared == 0;
                case NE -> compared != 0;
                case GT -> compared > 0;
                case LT -> compared < 0;
                case GE -> compared >= 0;
                case LE -> compared <= 0;
            };
        }
    }
}
