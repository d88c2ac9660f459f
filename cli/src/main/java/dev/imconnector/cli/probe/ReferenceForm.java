package dev.imconnector.cli.probe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** How a transaction names its order and its event type; the same words as in the setting {@code references}. */
enum ReferenceForm {
    MIXED,
    KEY,
    SEQ,
    BARE;

    /** What an order or an event type is known by. */
    record Known(String seqField, String seq, String keyField, String key) {}

    /** Names both in a transaction. */
    void write(ObjectNode sale, Known order, Known eventType) {
        one(sale, "salesOrder", order, this == MIXED ? SEQ : this);
        one(sale, "eventType", eventType, this == MIXED ? KEY : this);
    }

    private static void one(ObjectNode sale, String field, Known known, ReferenceForm form) {
        if (form == BARE) {
            sale.put(field, known.seq());
        } else if (form == SEQ) {
            sale.putObject(field).put(known.seqField(), known.seq());
        } else {
            sale.putObject(field).put(known.keyField(), known.key());
        }
    }

    /** As the setting has it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In a finding's question. */
    String question() {
        return switch (this) {
            case MIXED -> "order by seq, event type by id";
            case KEY -> "order and event type by id";
            case SEQ -> "order and event type by seq";
            case BARE -> "order and event type as bare seqs";
        };
    }
}
