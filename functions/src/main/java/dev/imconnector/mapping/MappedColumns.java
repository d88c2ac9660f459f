package dev.imconnector.mapping;

import dev.imconnector.credit.AdditionalField;
import dev.imconnector.credit.CreditField;
import dev.imconnector.credit.RawCredit;
import java.util.ArrayList;
import java.util.List;

/**
 * A mapping made ready for one header: one step a field, with the numbers of its columns. For use by one thread.
 */
public final class MappedColumns {

    private final Step[] steps;

    /** What is done for one field of a record. */
    @FunctionalInterface
    private interface Step {
        void apply(String[] values, RawCredit raw);
    }

    MappedColumns(List<String> header, List<FieldMapping> fields, List<AdditionalMapping> additional) {
        var all = new ArrayList<Step>();
        // The date first, for others may be made of it.
        fields.stream().filter(MappedColumns::isDate).forEach(field -> all.add(step(header, field)));
        fields.stream().filter(field -> !isDate(field)).forEach(field -> all.add(step(header, field)));
        additional.forEach(field -> all.add(step(header, field)));
        this.steps = all.toArray(Step[]::new);
    }

    private static boolean isDate(FieldMapping field) {
        return field.field().equals(CreditField.TRANSACTION_DATE.fieldName());
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

    private static Step step(List<String> header, FieldMapping field) {
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

    private static Step step(List<String> header, AdditionalMapping field) {
        var name = field.mapping().field();
        var value = MappedValue.of(header, field.mapping());
        return (values, raw) -> {
            var found = value.of(values, raw);
            if (found != null) {
                raw.add(new AdditionalField(name, field.type(), found));
                return;
            }
            if (field.required() || !value.isBlank(values, raw)) {
                raw.addFault(value.fault(values, raw));
            }
        };
    }
}
