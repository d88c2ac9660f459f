package dev.imconnector.mapping;

import java.util.ArrayList;
import java.util.List;

/** One field: where its value comes from, and what is made of it. */
record FieldMapping(String field, ValueSource source, ValueRule rule) {

    /** The columns that it needs. */
    List<String> columns() {
        if (rule instanceof ValueRule.Number number && number.sign() != null) {
            var all = new ArrayList<>(source.columns());
            all.add(number.sign().column());
            return all;
        }
        return source.columns();
    }

    /** The same with another source. */
    FieldMapping from(ValueSource other) {
        return new FieldMapping(field, other, rule);
    }
}
