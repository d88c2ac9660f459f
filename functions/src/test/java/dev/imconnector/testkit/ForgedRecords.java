package dev.imconnector.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.store.Location;
import dev.imconnector.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What somebody's hand, or half a restore, makes of a run record: each value in it gone, null, or another one. */
public final class ForgedRecords {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ForgedRecords() {}

    /**
     * A record with one value changed.
     *
     * @param change which, for messages: its place and what became of it
     */
    record Forged(String change, byte[] content) {}

    /**
     * Has a run gone on with by each forged record in turn. Whatever becomes of it has a name: no error that nobody
     * expected, neither as an answer nor thrown.
     *
     * @param goOn calls the run again
     */
    public static void eachIsTold(MemoryStore store, Location record, Supplier<RunRecord> goOn) {
        var kept = store.kept();
        var failures = new ArrayList<String>();
        for (var forged : of(store.bytes(record))) {
            kept.run();
            store.write(record, forged.content());
            failureOf(goOn).ifPresent(failure -> failures.add(forged.change() + ": " + failure));
        }
        assertThat(failures).isEmpty();
    }

    private static Optional<String> failureOf(Supplier<RunRecord> goOn) {
        try {
            return goOn.get().error().map(Problem::code).filter("INTERNAL_ERROR"::equals);
        } catch (StoreException e) {
            // A record that names a part that is not there.
            return Optional.of(e.problem().code()).filter(code -> !code.startsWith("PART_"));
        } catch (RuntimeException e) {
            return Optional.of(e + " at " + e.getStackTrace()[0]);
        }
    }

    /** All of a record with one change. */
    static List<Forged> of(byte[] record) {
        var forged = new ArrayList<Forged>();
        var root = read(record);
        visit(root, "", root, forged);
        return forged;
    }

    private static void visit(JsonNode at, String path, JsonNode root, List<Forged> forged) {
        if (at instanceof ObjectNode object) {
            for (var name : names(object)) {
                change(object, name, path + "/" + name, root, forged);
            }
        } else if (at instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                change(array, i, path + "/" + i, root, forged);
            }
        }
    }

    private static List<String> names(ObjectNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void change(ObjectNode in, String name, String path, JsonNode root, List<Forged> forged) {
        var before = in.get(name);
        in.remove(name);
        add(path + " gone", root, forged);
        others(before).forEach(other -> {
            in.set(name, other);
            add(path + " = " + other, root, forged);
        });
        in.set(name, before);
        visit(before, path, root, forged);
    }

    private static void change(ArrayNode in, int index, String path, JsonNode root, List<Forged> forged) {
        var before = in.get(index);
        others(before).forEach(other -> {
            in.set(index, other);
            add(path + " = " + other, root, forged);
        });
        in.set(index, before);
        visit(before, path, root, forged);
    }

    private static Stream<JsonNode> others(JsonNode before) {
        return Stream.<JsonNode>of(
                        NODES.nullNode(),
                        NODES.textNode(""),
                        NODES.textNode("x"),
                        NODES.numberNode(-1),
                        NODES.arrayNode(),
                        NODES.objectNode())
                .filter(other -> !other.equals(before));
    }

    private static void add(String change, JsonNode root, List<Forged> forged) {
        forged.add(new Forged(change, root.toString().getBytes(UTF_8)));
    }

    private static JsonNode read(byte[] record) {
        try {
            return RunRecords.json().readTree(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
