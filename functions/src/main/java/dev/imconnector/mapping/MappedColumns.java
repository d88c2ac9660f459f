package dev.imconnector.mapping;

import dev.imconnector.credit.AdditionalField;
import dev.imconnector.credit.CreditField;
import dev.imconnector.credit.RawCredit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A mapping made ready for one header: one step a field, with the numbers of its columns. For use by one thread.
 */
public final class MappedColumns {

    private static final Set<String> FIRST =
            Set.of(CreditField.TRANSACTION_DATE.fieldName(), CreditField.CURRENCY_CODE.fieldName());

    private final Step[] steps;
    private final RowSelection.Fitted selection;
    private final int lastColumn;

    /** What is done for one field of a record. */
    @FunctionalInterface
    private interface Step {
        void apply(String[] values, RawCredit raw);
    }

    MappedColumns(
            List<String> names,
            List<FieldMapping> fields,
            List<AdditionalMapping> additional,
            RowSelection selection,
            Collection<String> used) {
        var header = new ColumnIndex(names);
        var all = new ArrayList<Step>();
        // Date and currency first, for others may be made of the one and scaled by the other.
        fields.stream()
                .sorted(Comparator.comparing(field -> FIRST.contains(field.field()) ? 0 : 1))
                .forEach(field -> all.add(step(header, field)));
        additional.forEach(field -> all.add(step(header, field)));
        this.steps = all.toArray(Step[]::new);
        this.selection = selection.fit(header);
        this.lastColumn = used.stream().mapToInt(header::of).max().orElse(-1);
    }

    /** The number of the last column that is needed, 0 being the first; -1 when none is. */
    public int lastColumn() {
        return lastColumn;
    }

    /** Whether the mapping means the record, or leaves it out. */
    public boolean isMeant(String[] values) {
        return selection.isMeant(values);
    }

    /**
     * Turns a record into the fields of a credit.
     *
     * @param values in the order of the header; those that are missing at the end count as blank
     * @param raw cleared; afterwards it has values and faults
     */
    public void fill(String[] values, RawCredit raw) {
        for (var step : steps) {
            step.apply(values, raw);
        }
    }

    private static Step step(ColumnIndex header, FieldMapping field) {
        var name = CreditField.named(field.field());
        var value = MappedValue.of(header, field);
        return (values, raw) -> {
            var found = value.of(values, raw);
            if (found != null) {
                raw.set(name, found);
            } else {
                raw.setFault(name, value.fault(values, raw));
            }
        };
    }

    private static Step step(ColumnIndex header, AdditionalMapping field) {
        var name = field.mapping().field();
        var value = MappedValue.of(header, field.mapping());
        return (values, raw) -> {
            var found = value.of(values, raw);
            if (found != null) {
                raw.add(new AdditionalField(name, field.type(), found, field.unit()));
                return;
            }
            if (field.required() || !value.isBlank(values, raw)) {
                raw.addFault(value.fault(values, raw));
            }
        };
    }
}
