package dev.imconnector.sandbox.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows that are JSON documents, in order of their creation.
 *
 * @param documents the documents; none is changed any more
 * @param numbers the number of each by its id
 */
record DocumentRows(Schema schema, List<ObjectNode> documents, Map<String, Integer> numbers, long version)
        implements Rows {

    DocumentRows withVersion(long newVersion) {
        return new DocumentRows(schema, documents, numbers, newVersion);
    }

    @Override
    public int size() {
        return documents.size();
    }

    @Override
    public Object value(int row, String field) {
        return valueOf(documents.get(row).get(field));
    }

    private static Object valueOf(JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isNumber() ? value.decimalValue() : value.isBoolean() ? value.booleanValue() : value.asText();
    }

    @Override
    public void write(int row, Set<String> select, JsonGenerator out) throws IOException {
        var document = documents.get(row);
        Json.MAPPER.writeTree(
                out, select == null ? document : document.deepCopy().retain(select));
    }

    @Override
    public int find(String id) {
        return numbers.getOrDefault(id, NONE);
    }

    @Override
    public int find(String field, String text) {
        return field.equals(schema.key()) ? find(text) : NOT_INDEXED;
    }

    @Override
    public boolean ascendBy(List<SortKey> keys) {
        return keys.isEmpty();
    }

    @Override
    public boolean areUniqueBy(List<SortKey> keys) {
        return SortKey.fieldsOf(keys).contains(schema.key());
    }
}
