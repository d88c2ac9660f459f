package dev.imconnector.sandbox.tenant.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.state.Journal;
import dev.imconnector.sandbox.tenant.model.FieldKind;
import dev.imconnector.sandbox.tenant.model.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Rows that are kept. Found by seq, and by the first field of their natural key. Guarded by {@link TenantState}. */
public final class Table implements RowSource {

    static final String JOURNAL_PREFIX = "tenant.";

    private final Resource resource;
    private final Journal journal;
    private final String indexedField;
    private final TreeMap<Long, List<ObjectNode>> objects = new TreeMap<>();
    private final Map<String, TreeSet<Long>> index = new HashMap<>();
    private long next;
    private long version;
    private long flatVersion = -1;
    private List<ObjectNode> flat = List.of();

    Table(Resource resource, Journal journal) {
        this.resource = resource;
        this.journal = journal;
        this.indexedField = resource.keys().isEmpty() ? "" : resource.keys().get(0);
    }

    @Override
    public Resource resource() {
        return resource;
    }

    /** The seq of an object that is about to be made. No seq is given twice, not even that of an object that is gone. */
    public String newSeq() {
        return resource.seq(next++);
    }

    /** Keeps an object in place of the one with its seq, if there is one. @param versions the earliest first */
    public void put(String seq, List<ObjectNode> versions) {
        keep(seq, versions);
        var line = Json.MAPPER.createObjectNode().put("seq", seq);
        line.putArray("versions").addAll(versions);
        journal.put(JOURNAL_PREFIX + resource.name(), line);
    }

    /** @return whether there was such an object */
    public boolean remove(String seq) {
        var there = !versionsOf(seq).isEmpty();
        if (there) {
            put(seq, List.of());
        }
        return there;
    }

    /** Takes an object over from the journal, or from the sample. */
    void keep(String seq, List<ObjectNode> versions) {
        var number = resource.numberOf(seq);
        var before = objects.getOrDefault(number, List.of());
        before.forEach(row -> unindex(number, row));
        if (versions.isEmpty()) {
            objects.remove(number);
        } else {
            objects.put(number, List.copyOf(versions));
            versions.forEach(row ->
                    index.computeIfAbsent(keyOf(row), unused -> new TreeSet<>()).add(number));
        }
        next = Math.max(next, number + 1);
        version++;
    }

    private void unindex(Long number, ObjectNode row) {
        var numbers = index.get(keyOf(row));
        if (numbers != null && numbers.remove(number) && numbers.isEmpty()) {
            index.remove(keyOf(row));
        }
    }

    private String keyOf(ObjectNode row) {
        return row.path(indexedField).asText();
    }

    @Override
    public int size() {
        return flat().size();
    }

    @Override
    public ObjectNode row(int number) {
        return flat().get(number);
    }

    private List<ObjectNode> flat() {
        if (flatVersion != version) {
            flat = new ArrayList<>();
            objects.values().forEach(flat::addAll);
            flatVersion = version;
        }
        return flat;
    }

    @Override
    public List<ObjectNode> versionsOf(String seq) {
        return objects.getOrDefault(resource.numberOf(seq), List.of());
    }

    @Override
    public Optional<List<ObjectNode>> indexed(String field, String text) {
        if (!field.equals(indexedField)) {
            return field.equals(resource.seqField()) ? Optional.of(versionsOf(text)) : Optional.empty();
        }
        var found = new ArrayList<ObjectNode>();
        index.getOrDefault(text, new TreeSet<>())
                .forEach(number -> objects.get(number).stream()
                        .filter(row -> keyOf(row).equals(text))
                        .forEach(found::add));
        return Optional.of(found);
    }

    /** Whether some row refers to an object of another resource. */
    boolean refersTo(String target, String seq) {
        for (var field : resource.fields().values()) {
            if (field.kind() == FieldKind.REFERENCE && target.equals(field.target()) && anyHas(field.name(), seq)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyHas(String field, String seq) {
        return indexed(field, seq)
                .map(rows -> !rows.isEmpty())
                .orElseGet(() ->
                        flat().stream().anyMatch(row -> row.path(field).asText().equals(seq)));
    }

    @Override
    public long version() {
        return version;
    }
}
