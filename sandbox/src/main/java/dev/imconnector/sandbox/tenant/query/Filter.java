package dev.imconnector.sandbox.tenant.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.tenant.store.RowSource;
import dev.imconnector.sandbox.tenant.store.TenantState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@code $filter}, ready to be asked about rows. */
public sealed interface Filter {

    boolean matches(ObjectNode row, TenantState state);

    /** The rows among which all that match are, found by an index; empty when all rows have to be looked at. */
    default Optional<List<ObjectNode>> candidates(RowSource rows) {
        return Optional.empty();
    }

    /** All hold. */
    record And(List<Filter> parts) implements Filter {
        @Override
        public boolean matches(ObjectNode row, TenantState state) {
            return parts.stream().allMatch(part -> part.matches(row, state));
        }

        @Override
        public Optional<List<ObjectNode>> candidates(RowSource rows) {
            return parts.stream()
                    .map(part -> part.candidates(rows))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
    }

    /** At least one holds. */
    record Or(List<Filter> parts) implements Filter {
        @Override
        public boolean matches(ObjectNode row, TenantState state) {
            return parts.stream().anyMatch(part -> part.matches(row, state));
        }

        @Override
        public Optional<List<ObjectNode>> candidates(RowSource rows) {
            var all = new ArrayList<ObjectNode>();
            for (var part : parts) {
                var some = part.candidates(rows);
                if (some.isEmpty()) {
                    return Optional.empty();
                }
                all.addAll(some.get());
            }
            return Optional.of(all);
        }
    }

    /**
     * A field compared with a literal. A row that has nothing there matches no comparison but that with null.
     *
     * @param literal what it is compared with; null stands for null
     */
    record Comparison(FieldPath path, Operator operator, Literal literal) implements Filter {
        @Override
        public boolean matches(ObjectNode row, TenantState state) {
            var value = path.valueIn(row, state);
            if (literal == null) {
                return value.isEmpty() == (operator == Operator.EQ);
            }
            return value.isPresent() && literal.matches(value.get(), operator);
        }

        @Override
        public Optional<List<ObjectNode>> candidates(RowSource rows) {
            return operator == Operator.EQ && path.isPlain() && literal != null
                    ? literal.exactText()
                            .flatMap(text -> rows.indexed(path.last().name(), text))
                    : Optional.empty();
        }
    }
}
