package dev.imconnector.sandbox.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The documents of one entity. Safe for use by several threads: readers see a state that does not change. */
public final class Documents {

    private volatile DocumentRows rows;

    public Documents(Schema schema, List<ObjectNode> first) {
        var numbers = new HashMap<String, Integer>();
        first.forEach(document -> numbers.put(document.get(schema.key()).textValue(), numbers.size()));
        rows = new DocumentRows(schema, List.copyOf(first), numbers, 0);
    }

    public Schema schema() {
        return rows.schema();
    }

    public DocumentRows rows() {
        return rows;
    }

    public boolean contains(String id) {
        return rows.find(id) != Rows.NONE;
    }

    /** The document with that id; a caller must not change it. */
    public Optional<ObjectNode> find(String id) {
        var now = rows;
        var number = now.find(id);
        return number == Rows.NONE
                ? Optional.empty()
                : Optional.of(now.documents().get(number));
    }

    /** Adds a document, or puts it in the place of the one with its id. */
    public synchronized void put(ObjectNode document) {
        var id = document.get(rows.schema().key()).textValue();
        var documents = new ArrayList<>(rows.documents());
        Map<String, Integer> numbers = rows.numbers();
        var number = rows.find(id);
        if (number == Rows.NONE) {
            numbers = new HashMap<>(numbers);
            numbers.put(id, documents.size());
            documents.add(document);
        } else {
            documents.set(number, document);
        }
        rows = new DocumentRows(rows.schema(), documents, numbers, rows.version() + 1);
    }
}
