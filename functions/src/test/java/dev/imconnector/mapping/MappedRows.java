package dev.imconnector.mapping;

import dev.imconnector.credit.Credit;
import dev.imconnector.credit.CreditRules;
import dev.imconnector.credit.RawCredit;
import dev.imconnector.credit.Rejection;
import dev.imconnector.store.Location;
import dev.imconnector.testkit.MemoryStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A mapping to which single fields are set, and rows that go through it. For use by one thread. */
final class MappedRows {

    private static final Location MAPPING = Location.parse("file:///config/m.yaml");

    private final MemoryStore store = new MemoryStore();
    private final Map<String, String> fields = new LinkedHashMap<>(Map.of(
            "sourceRef", "{constant: S-1}",
            "participantId", "{constant: P-1}",
            "transactionDate", "{constant: 2026-03-31}",
            "amount", "{constant: '10.50'}",
            "currencyCode", "{constant: EUR}",
            "periodId", "{constant: 2026-03}"));
    private final Map<String, String> additional = new LinkedHashMap<>();
    private String head = "";

    /** @param flow how the field is mapped, in YAML's flow style */
    MappedRows with(String field, String flow) {
        fields.put(field, flow);
        return this;
    }

    MappedRows withAdditional(String field, String flow) {
        additional.put(field, flow);
        return this;
    }

    MappedRows table(String name, String content) {
        store.put("file:///config/" + name, content);
        return this;
    }

    /** @param member of the mapping beside its fields, in YAML's flow style */
    MappedRows and(String member) {
        head += "    " + member + "\n";
        return this;
    }

    CreditMapping mapping() {
        store.put(
                MAPPING.toString(),
                "version: 1\nmappings:\n  -\n" + head + section("fields", fields)
                        + (additional.isEmpty() ? "" : section("additional", additional)));
        return CreditMappings.read(MAPPING, store).all().get(0);
    }

    private static String section(String name, Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> "      " + field.getKey() + ": " + field.getValue() + "\n")
                .collect(Collectors.joining("", "    " + name + ":\n", ""));
    }

    private RawCredit filled(List<String> header, String... values) {
        var raw = new RawCredit();
        mapping().fit("f.csv", header).fill(values, raw);
        return raw;
    }

    Credit credit(List<String> header, String... values) {
        if (CreditRules.check(filled(header, values)) instanceof Credit credit) {
            return credit;
        }
        throw new AssertionError("Rejected: " + rejection(header, values));
    }

    Rejection rejection(List<String> header, String... values) {
        if (CreditRules.check(filled(header, values)) instanceof Rejection rejection) {
            return rejection;
        }
        throw new AssertionError("Taken: " + credit(header, values));
    }
}
