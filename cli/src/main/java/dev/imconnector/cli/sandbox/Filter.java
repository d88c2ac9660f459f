package dev.imconnector.cli.sandbox;

/** A {@code $filter}, ready to be asked about rows. */
sealed interface Filter {

    boolean matches(Rows rows, int row);

    /** Both hold. */
    record And(Filter left, Filter right) implements Filter {
        @Override
        public boolean matches(Rows rows, int row) {
            return left.matches(rows, row) && right.matches(rows, row);
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
