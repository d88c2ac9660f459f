package dev.imconnector.mapping;

import dev.imconnector.credit.Folding;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which records of an export are meant: those of which every column of {@code only} holds one of its values, and no column
 * of {@code except} one of its own. Immutable.
 */
record RowSelection(List<Condition> only, List<Condition> except) {

    static final RowSelection ALL = new RowSelection(List.of(), List.of());

    /** @param values folded; an empty one stands for a blank */
    record Condition(String column, Set<String> values) {}

    RowSelection {
        only = List.copyOf(only);
        except = List.copyOf(except);
    }

    boolean isAll() {
        return only.isEmpty() && except.isEmpty();
    }

    List<String> columns() {
        return Stream.concat(only.stream(), except.stream())
                .map(Condition::column)
                .toList();
    }

    /** Made ready for one header. */
    Fitted fit(ColumnIndex header) {
        return new Fitted(fit(only, header), fit(except, header));
    }

    private static List<FittedCondition> fit(List<Condition> conditions, ColumnIndex header) {
        return conditions.stream()
                .map(condition -> new FittedCondition(header.of(condition.column()), condition.values()))
                .toList();
    }

    private record FittedCondition(int column, Set<String> values) {

        boolean holds(String[] record) {
            var value = MappedValue.trimmed(record, column);
            return values.contains(value == null ? "" : Folding.fold(value));
        }
    }

    /** The conditions with the numbers of their columns. */
    record Fitted(List<FittedCondition> only, List<FittedCondition> except) {

        boolean isMeant(String[] record) {
            return only.isEmpty() && except.isEmpty() || isChosen(record);
        }

        private boolean isChosen(String[] record) {
            return only.stream().allMatch(condition -> condition.holds(record))
                    && except.stream().noneMatch(condition -> condition.holds(record));
        }
    }
}
