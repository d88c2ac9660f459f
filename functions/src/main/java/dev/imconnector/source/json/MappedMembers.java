package dev.imconnector.source.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.credit.CreditJson;
import dev.imconnector.credit.RawCredit;
import dev.imconnector.credit.Rejection;
import dev.imconnector.mapping.CreditMapping;
import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.mapping.MappedColumns;
import dev.imconnector.source.RejectOrigin;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Takes the fields out of an object as a mapping says, whose columns are the object's own members. A record that was
 * rejected once is mapped as the file was that it came from.
 */
public final class MappedMembers implements CreditMembers {

    private final Optional<CreditMapping> ofFile;
    private final CreditMappings mappings;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, JsonToken> others = new HashMap<>();
    private final Map<CreditMapping, Fitted> fitted = new HashMap<>();
    private final Set<String> parents;
    private boolean meant;

    private record Fitted(String[] names, MappedColumns columns) {

        static Fitted of(CreditMapping mapping) {
            return new Fitted(mapping.columns().keySet().toArray(String[]::new), mapping.fitMembers());
        }
    }

    /** @param ofFile the mapping of the file that is read, if there is one */
    public MappedMembers(Optional<CreditMapping> ofFile, CreditMappings mappings) {
        this.ofFile = ofFile;
        this.mappings = mappings;
        this.parents = mappings.all().stream()
                .flatMap(mapping -> mapping.columns().keySet().stream())
                .flatMap(MappedMembers::parentsOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The objects on the way to a member: of {@code a.b.c} these are {@code a} and {@code a.b}. */
    private static Stream<String> parentsOf(String path) {
        return IntStream.range(1, path.length())
                .filter(i -> path.charAt(i) == '.')
                .mapToObj(i -> path.substring(0, i));
    }

    @Override
    public boolean isMeant() {
        return meant;
    }

    @Override
    public void read(JsonParser json, RawCredit into) throws IOException {
        into.clear();
        meant = true;
        texts.clear();
        others.clear();
        readMembers(json, "");
        var from = texts.get(RejectOrigin.FILE);
        var mapping = from == null ? ofFile : RejectOrigin.mappingOf(from, mappings);
        if (mapping.isEmpty()) {
            into.refuse(RejectOrigin.noMapping(String.valueOf(from)));
            return;
        }
        fill(fitted.computeIfAbsent(mapping.get(), Fitted::of), into);
    }

    private void readMembers(JsonParser json, String within) throws IOException {
        String name;
        while ((name = json.nextFieldName()) != null) {
            var value = json.nextToken();
            if (value == JsonToken.START_OBJECT && parents.contains(within + name)) {
                readMembers(json, within + name + '.');
            } else {
                take(within + name, value, json);
            }
        }
    }

    /** A member that is written with points in its name comes before one within an object. */
    private void take(String name, JsonToken value, JsonParser json) throws IOException {
        switch (value) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_TRUE, VALUE_FALSE -> texts.put(name, json.getText());
            case VALUE_NUMBER_FLOAT -> texts.put(name, CreditJson.plainNumber(json.getText()));
            case VALUE_NULL -> texts.remove(name);
            default -> {
                others.put(name, value);
                json.skipChildren();
            }
        }
    }

    private void fill(Fitted mapped, RawCredit into) {
        var values = new String[mapped.names.length];
        for (int i = 0; i < values.length; i++) {
            var name = mapped.names[i];
            if (others.containsKey(name)) {
                var found = others.get(name) == JsonToken.START_OBJECT ? "an object" : "an array";
                into.refuse(new Rejection("FIELD_TYPE", name + " is " + found + ": a string or a number is needed"));
                return;
            }
            values[i] = texts.get(name);
        }
        meant = mapped.columns.isMeant(values);
        mapped.columns.fill(values, into);
    }
}
