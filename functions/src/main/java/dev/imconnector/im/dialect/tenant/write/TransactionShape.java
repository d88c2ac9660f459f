package dev.imconnector.im.dialect.tenant.write;

import java.util.Optional;

/**
 * What a credit becomes; the same from the first to the last of a run.
 *
 * @param eventType the event type's id, a part of each transaction's key; empty when it is not set, and then none can be sent
 * @param calendar whose periods count; empty for the only one
 * @param lineUnitType the unit type of line numbers
 * @param assignBy what the credit's participant is
 * @param businessUnit by name, or empty
 * @param processingUnit by name, or empty
 * @param hashAttribute the generic attribute that keeps the hash of the content, or empty
 * @param references how other objects are named
 */
public record TransactionShape(
        Optional<String> eventType,
        Optional<String> calendar,
        String lineUnitType,
        AssignBy assignBy,
        Optional<String> businessUnit,
        Optional<String> processingUnit,
        Optional<String> hashAttribute,
        References references) {

    /** How other objects are named: an order, an event type, a business unit, a processing unit. */
    public enum References {
        /** An order and a processing unit by seq, an event type and a business unit by business key. */
        MIXED,
        /** All by business key. */
        KEY,
        /** All by seq, in an object. */
        SEQ,
        /** All by seq, as a text. */
        BARE;

        boolean needSeqs() {
            return this == SEQ || this == BARE;
        }
    }

    /** What the credit's participant is, which says who is paid. */
    public enum AssignBy {
        PAYEE,
        POSITION,
        /** Nothing that a transaction says: the plan's rules find out. */
        NONE
    }
}
