package dev.imconnector.sandbox.tenant.model;

import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.Route;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A resource of the tenant's API: which fields it has, and what may be done with it. Immutable.
 *
 * @param name as in the path, such as {@code salesOrders}
 * @param seqField the field with its system identifier, such as {@code salesOrderSeq}
 * @param objectType the class that an expanded reference names, such as {@code SalesOrder}
 * @param keys the fields of its natural key, the one that people read first
 * @param fields by name, in the order in which they are shown
 * @param operations what a client may do beside reading
 * @param dated whether it has {@code effectiveStartDate} and {@code effectiveEndDate}
 * @param calculated whether pipelines make it
 */
public record Resource(
        String name,
        String seqField,
        String objectType,
        List<String> keys,
        Map<String, Field> fields,
        Set<Operation> operations,
        boolean dated,
        boolean calculated) {

    private static final long FIRST_SEQ = 20_000_000_000_000_001L;
    private static final long SEQS_OF_A_RESOURCE = 100_000_000_000_000L;

    /** What a client may do beside reading. */
    public enum Operation {
        CREATE,
        UPDATE,
        DELETE,
        /** Reading and changing the versions of a dated object. */
        VERSIONS
    }

    public boolean allows(Operation operation) {
        return operations.contains(operation);
    }

    /** The field that people know an object by; empty when it has none but the seq. */
    public String label() {
        return keys.isEmpty() ? seqField : keys.get(0);
    }

    /** @throws RequestRefusedException when there is no such field */
    public Field field(String fieldName) {
        var field = fields.get(fieldName);
        if (field == null) {
            throw new RequestRefusedException(400, name + " has no field '" + fieldName + "'");
        }
        return field;
    }

    /** The seq of the object with a number, from 0: 17 digits that no other resource has. */
    public String seq(long number) {
        return Long.toString(firstSeq() + number);
    }

    /** The number behind a seq, or -1 when it is not a seq of this resource. */
    public long numberOf(String seq) {
        if (!seq.matches("[1-9][0-9]{15,17}")) {
            return -1;
        }
        var number = Long.parseLong(seq) - firstSeq();
        return number >= 0 && number < SEQS_OF_A_RESOURCE ? number : -1;
    }

    private long firstSeq() {
        return FIRST_SEQ + Route.RESOURCES.indexOf(name) * SEQS_OF_A_RESOURCE;
    }
}
